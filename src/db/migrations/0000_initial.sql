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
CREATE TABLE `bodies` (
	`sha256` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`gzip` blob NOT NULL,
	`stored_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `corrections` (
	`document_number` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`corrects` text NOT NULL,
	`substitutions` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `corrections_by_rule` ON `corrections` (`corrects`);--> statement-breakpoint
CREATE TABLE `displays` (
	`document_number` text PRIMARY KEY NOT NULL,
	`publication_date` text,
	`updated_at` text,
	`document_id` text,
	`pdf_updated_at` text,
	`pdf_document_id` text,
	`editorial_note` text,
	`shown_on` text,
	`first_seen_at` text NOT NULL,
	`missing_since` text,
	`missing_times` integer DEFAULT 0 NOT NULL,
	`ending` text,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`pdf_document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
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
	`generation` integer DEFAULT 1 NOT NULL,
	`retry_at` text,
	`accepted_at` text,
	`lists` text,
	`rule_key` text,
	`withdrawn_at` text,
	`ask_again_at` text,
	`out_of_order_since` text,
	`out_of_order_known_from` text,
	FOREIGN KEY (`sha256`) REFERENCES `bodies`(`sha256`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`metadata_sha256`) REFERENCES `bodies`(`sha256`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_id_unique` ON `documents` (`id`);--> statement-breakpoint
CREATE INDEX `documents_in_line` ON `documents` (`seq`) WHERE state in ('fetched', 'read');--> statement-breakpoint
CREATE INDEX `documents_by_number` ON `documents` (`document_number`,`publication_date`);--> statement-breakpoint
CREATE INDEX `documents_by_rule` ON `documents` (`rule_key`);--> statement-breakpoint
CREATE INDEX `documents_to_ask_again` ON `documents` (`ask_again_at`) WHERE ask_again_at is not null;--> statement-breakpoint
CREATE INDEX `documents_out_of_order` ON `documents` (`seq`) WHERE out_of_order_since is not null;--> statement-breakpoint
CREATE INDEX `snapshots_by_date` ON `documents` (`as_of`,`seq`) WHERE kind = 'snapshot';--> statement-breakpoint
CREATE TABLE `prints` (
	`document_id` text PRIMARY KEY NOT NULL,
	`reader` text NOT NULL,
	`gzip` blob NOT NULL,
	`opened_at` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
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
	`form` text DEFAULT 'xml' NOT NULL,
	`claims_agree` integer,
	`problems` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `wanted_rules` (
	`publication_date` text PRIMARY KEY NOT NULL,
	`asked_at` text
);
--> statement-breakpoint
CREATE TABLE `baselines` (
	`list` text PRIMARY KEY NOT NULL,
	`as_of` text NOT NULL,
	`document_id` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `changes` (
	`change_id` text PRIMARY KEY NOT NULL,
	`entry_id` text NOT NULL,
	`op` text NOT NULL,
	`document_number` text NOT NULL,
	`publication_date` text,
	`effective_on` text,
	`stage` text NOT NULL,
	`codified_on` text
);
--> statement-breakpoint
CREATE INDEX `changes_by_stage` ON `changes` (`stage`);--> statement-breakpoint
CREATE INDEX `changes_by_entry` ON `changes` (`entry_id`);--> statement-breakpoint
CREATE TABLE `entries` (
	`entry_id` text PRIMARY KEY NOT NULL,
	`party_id` text NOT NULL,
	`list` text NOT NULL,
	`listed` integer NOT NULL,
	`version` integer NOT NULL,
	`versions` integer DEFAULT 0 NOT NULL,
	`merged_into` text,
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
	`seen_on` text DEFAULT '' NOT NULL,
	`body` text NOT NULL,
	`sequence` integer NOT NULL,
	FOREIGN KEY (`entry_id`) REFERENCES `entries`(`entry_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `entry_versions_by_entry` ON `entry_versions` (`entry_id`,`version`);--> statement-breakpoint
CREATE TABLE `history_days` (
	`as_of` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`asked_at` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
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
CREATE TABLE `hosts` (
	`host` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
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
CREATE INDEX `log_by_type` ON `log` (`type`,`subject`);--> statement-breakpoint
CREATE INDEX `log_by_subject` ON `log` (`subject`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`time` text NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`message` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `source_checks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`time` text NOT NULL,
	`trusted` integer NOT NULL,
	`data_as_of` text,
	`detail` text NOT NULL,
	`answer_sha256` text,
	`evidence_sha256` text,
	FOREIGN KEY (`evidence_sha256`) REFERENCES `bodies`(`sha256`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `source_checks_by_source` ON `source_checks` (`source`,`trusted`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` text NOT NULL,
	`revoked_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`endpoint_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`attempts_before` integer DEFAULT 0 NOT NULL,
	`due_at` text NOT NULL,
	`last_error` text,
	`last_status` integer,
	`delivered_at` text,
	PRIMARY KEY(`endpoint_id`, `sequence`),
	FOREIGN KEY (`endpoint_id`) REFERENCES `endpoints`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sequence`) REFERENCES `log`(`sequence`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `deliveries_owed` ON `deliveries` (`endpoint_id`,`due_at`,`sequence`) WHERE state = 'pending';--> statement-breakpoint
CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`planned_to` integer NOT NULL,
	`origin` text DEFAULT 'environment' NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`filter` text,
	`sealed_secrets` text NOT NULL,
	`state` text DEFAULT 'active' NOT NULL,
	`state_reason` text,
	`created_at` text NOT NULL,
	`failing_since` text,
	`slow` integer DEFAULT false NOT NULL,
	`held_until` text
);
