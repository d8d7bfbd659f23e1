CREATE TABLE `amendments` (
	`rule_key` text NOT NULL,
	`position` integer NOT NULL,
	`op` text NOT NULL,
	`list` text NOT NULL,
	`destination` text NOT NULL,
	`names` text NOT NULL,
	`text` text NOT NULL,
	`entry_indexes` text NOT NULL,
	PRIMARY KEY(`rule_key`, `position`),
	FOREIGN KEY (`rule_key`) REFERENCES `rules`(`rule_key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `baselines` (
	`list` text PRIMARY KEY NOT NULL,
	`as_of` text NOT NULL,
	`document_id` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `bodies` (
	`sha256` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`gzip` blob NOT NULL,
	`stored_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `changes` (
	`change_id` text PRIMARY KEY NOT NULL,
	`entry_id` text NOT NULL,
	`op` text NOT NULL,
	`document_number` text NOT NULL,
	`publication_date` text,
	`stage` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `changes_by_stage` ON `changes` (`stage`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`endpoint_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` text NOT NULL,
	`last_error` text,
	PRIMARY KEY(`endpoint_id`, `sequence`),
	FOREIGN KEY (`endpoint_id`) REFERENCES `endpoints`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sequence`) REFERENCES `log`(`sequence`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `documents` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`sha256` text NOT NULL,
	`source` text NOT NULL,
	`url` text,
	`document_number` text,
	`publication_date` text,
	`metadata_sha256` text,
	`as_of` text,
	`fetched_at` text NOT NULL,
	`known_from` text NOT NULL,
	`note` text,
	FOREIGN KEY (`sha256`) REFERENCES `bodies`(`sha256`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`metadata_sha256`) REFERENCES `bodies`(`sha256`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_id_unique` ON `documents` (`id`);--> statement-breakpoint
CREATE INDEX `documents_by_state` ON `documents` (`state`);--> statement-breakpoint
CREATE INDEX `documents_by_number` ON `documents` (`document_number`,`publication_date`);--> statement-breakpoint
CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`planned_to` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `entries` (
	`entry_id` text PRIMARY KEY NOT NULL,
	`party_id` text NOT NULL,
	`list` text NOT NULL,
	`listed` integer NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `entries_by_list` ON `entries` (`list`,`listed`);--> statement-breakpoint
CREATE TABLE `entry_versions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry_id` text NOT NULL,
	`version` integer NOT NULL,
	`list` text NOT NULL,
	`valid_from` text,
	`valid_to` text,
	`known_from` text NOT NULL,
	`known_to` text,
	`first_cited_on` text,
	`body` text NOT NULL,
	`sequence` integer NOT NULL,
	FOREIGN KEY (`entry_id`) REFERENCES `entries`(`entry_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `entry_versions_by_entry` ON `entry_versions` (`entry_id`,`version`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`pid` integer NOT NULL,
	`host` text NOT NULL,
	`acquired_at` text NOT NULL,
	`renewed_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `log` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`time` text NOT NULL,
	`event` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `log_by_id` ON `log` (`id`);--> statement-breakpoint
CREATE INDEX `log_by_type` ON `log` (`type`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`time` text NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`message` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quarantined_rows` (
	`document_id` text NOT NULL,
	`list` text NOT NULL,
	`row` integer NOT NULL,
	`reason` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`document_id`, `list`, `row`),
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `readings` (
	`document_id` text PRIMARY KEY NOT NULL,
	`parser` text NOT NULL,
	`gzip` blob NOT NULL,
	`read_at` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `rules` (
	`rule_key` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`document_number` text NOT NULL,
	`publication_date` text,
	`title` text NOT NULL,
	`citation` text,
	`effective_on` text,
	`stage` text NOT NULL,
	`claims_agree` integer,
	`problems` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `source_checks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`time` text NOT NULL,
	`trusted` integer NOT NULL,
	`data_as_of` text,
	`detail` text NOT NULL,
	`evidence_sha256` text,
	FOREIGN KEY (`evidence_sha256`) REFERENCES `bodies`(`sha256`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `source_checks_by_source` ON `source_checks` (`source`,`trusted`);