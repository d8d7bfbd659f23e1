CREATE TABLE `document_counts` (
	`state` text PRIMARY KEY NOT NULL,
	`documents` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `list_turns` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`document_id` text
);
--> statement-breakpoint
CREATE TABLE `mismatches` (
	`id` text PRIMARY KEY NOT NULL,
	`list` text NOT NULL,
	`first` integer NOT NULL,
	`as_of` text NOT NULL,
	`sequence` integer NOT NULL,
	`is_open` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `mismatches_open` ON `mismatches` (`first`) WHERE is_open = 1;--> statement-breakpoint
CREATE TABLE `secrets` (
	`name` text PRIMARY KEY NOT NULL,
	`value` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `delivery_counts` (
	`endpoint_id` text NOT NULL,
	`state` text NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`endpoint_id`, `state`)
);
--> statement-breakpoint
CREATE INDEX `displays_open` ON `displays` (`document_number`) WHERE ending is null;--> statement-breakpoint
CREATE INDEX `documents_held_back` ON `documents` (`seq`) WHERE state in ('quarantined', 'rejected', 'failed');--> statement-breakpoint
CREATE INDEX `documents_by_body` ON `documents` (`sha256`);--> statement-breakpoint
CREATE INDEX `documents_by_metadata` ON `documents` (`metadata_sha256`) WHERE metadata_sha256 is not null;--> statement-breakpoint
CREATE INDEX `rules_by_number` ON `rules` (`document_number`);--> statement-breakpoint
CREATE INDEX `rules_by_day` ON `rules` (`publication_date`);--> statement-breakpoint
CREATE INDEX `rules_with_problems` ON `rules` (`publication_date`) WHERE problems <> '[]';--> statement-breakpoint
CREATE INDEX `changes_by_rule` ON `changes` (`document_number`);--> statement-breakpoint
CREATE INDEX `entries_by_party` ON `entries` (`party_id`);--> statement-breakpoint
CREATE INDEX `entry_versions_held` ON `entry_versions` (`entry_id`,`valid_from`) WHERE known_to is null;--> statement-breakpoint
CREATE INDEX `entry_versions_held_seen` ON `entry_versions` (`seen_on`) WHERE known_to is null;--> statement-breakpoint
CREATE INDEX `entry_versions_held_ended` ON `entry_versions` (`valid_to`) WHERE known_to is null;--> statement-breakpoint
CREATE INDEX `questions_open` ON `questions` (`id`) WHERE answer is null;--> statement-breakpoint
CREATE INDEX `log_by_type_in_order` ON `log` (`type`);--> statement-breakpoint
CREATE INDEX `notices_by_subject` ON `notices` (`subject`);--> statement-breakpoint
CREATE INDEX `notices_by_type` ON `notices` (`type`);--> statement-breakpoint
CREATE INDEX `notices_by_type_and_subject` ON `notices` (`type`,`subject`);--> statement-breakpoint
CREATE INDEX `notices_by_time` ON `notices` (`time`);--> statement-breakpoint
CREATE INDEX `source_checks_of_source` ON `source_checks` (`source`);--> statement-breakpoint
CREATE INDEX `source_checks_answered` ON `source_checks` (`source`) WHERE answer_sha256 is not null;--> statement-breakpoint
CREATE INDEX `source_checks_by_evidence` ON `source_checks` (`evidence_sha256`) WHERE evidence_sha256 is not null;