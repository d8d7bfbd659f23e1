CREATE TABLE `history_days` (
	`as_of` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`asked_at` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
