DROP INDEX `log_by_type`;--> statement-breakpoint
CREATE INDEX `log_by_type` ON `log` (`type`,`subject`);--> statement-breakpoint
ALTER TABLE `changes` ADD `effective_on` text;