DROP INDEX `documents_by_state`;--> statement-breakpoint
ALTER TABLE `documents` ADD `generation` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `documents` ADD `retry_at` text;--> statement-breakpoint
CREATE INDEX `documents_in_line` ON `documents` (`seq`) WHERE state in ('fetched', 'read');--> statement-breakpoint
CREATE INDEX `changes_by_entry` ON `changes` (`entry_id`);