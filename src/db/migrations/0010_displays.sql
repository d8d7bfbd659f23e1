CREATE TABLE `displays` (
	`document_number` text PRIMARY KEY NOT NULL,
	`publication_date` text,
	`updated_at` text,
	`document_id` text,
	`first_seen_at` text NOT NULL,
	`missing_since` text,
	`missing_times` integer DEFAULT 0 NOT NULL,
	`ending` text,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `hosts` (
	`host` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `documents` ADD `withdrawn_at` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `ask_again_at` text;--> statement-breakpoint
CREATE INDEX `documents_to_ask_again` ON `documents` (`ask_again_at`) WHERE ask_again_at is not null;--> statement-breakpoint
ALTER TABLE `source_checks` ADD `answer_sha256` text;