CREATE TABLE `questions` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`list` text NOT NULL,
	`gone_id` text NOT NULL,
	`come_id` text NOT NULL,
	`evidence` text NOT NULL,
	`answer` text,
	`answered_at` text,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `documents` ADD `out_of_order_known_from` text;--> statement-breakpoint
ALTER TABLE `entries` ADD `merged_into` text;