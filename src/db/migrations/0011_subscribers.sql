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
ALTER TABLE `deliveries` ADD `attempts_before` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `last_status` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `delivered_at` text;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `origin` text DEFAULT 'environment' NOT NULL;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `description` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `filter` text;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `sealed_secrets` text;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `state` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `state_reason` text;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `created_at` text;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `failing_since` text;--> statement-breakpoint
ALTER TABLE `endpoints` ADD `slow` integer DEFAULT false NOT NULL;