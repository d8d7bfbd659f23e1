CREATE TABLE `prints` (
	`document_id` text PRIMARY KEY NOT NULL,
	`reader` text NOT NULL,
	`gzip` blob NOT NULL,
	`opened_at` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
