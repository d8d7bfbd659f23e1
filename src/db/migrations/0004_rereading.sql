CREATE TABLE `corrections` (
	`document_number` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`corrects` text NOT NULL,
	`substitutions` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `corrections_by_rule` ON `corrections` (`corrects`);--> statement-breakpoint
ALTER TABLE `rules` ADD `form` text DEFAULT 'xml' NOT NULL;--> statement-breakpoint
CREATE INDEX `log_by_subject` ON `log` (`subject`);