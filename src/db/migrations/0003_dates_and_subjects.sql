DROP INDEX `log_by_type`;--> statement-breakpoint
CREATE INDEX `log_by_type` ON `log` (`type`,`subject`);--> statement-breakpoint
ALTER TABLE `changes` ADD `effective_on` text;--> statement-breakpoint
CREATE INDEX `snapshots_by_date` ON `documents` (`as_of`,`seq`) WHERE kind = 'snapshot';