ALTER TABLE `endpoints` ADD `held_until` text;--> statement-breakpoint
CREATE INDEX `deliveries_owed` ON `deliveries` (`endpoint_id`,`due_at`,`sequence`) WHERE state = 'pending';