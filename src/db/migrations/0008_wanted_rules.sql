CREATE TABLE `wanted_rules` (
	`publication_date` text PRIMARY KEY NOT NULL,
	`asked_at` text
);
