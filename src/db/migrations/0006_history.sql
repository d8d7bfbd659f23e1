ALTER TABLE `changes` ADD `codified_on` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `lists` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `rule_key` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `out_of_order_since` text;--> statement-breakpoint
CREATE INDEX `documents_by_rule` ON `documents` (`rule_key`);--> statement-breakpoint
CREATE INDEX `documents_out_of_order` ON `documents` (`seq`) WHERE out_of_order_since is not null;--> statement-breakpoint
ALTER TABLE `entries` ADD `versions` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `entry_versions` ADD `seen_on` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `entries` SET `versions` = `version`;--> statement-breakpoint
UPDATE `entry_versions` SET `seen_on` = `valid_from` WHERE `valid_from` IS NOT NULL;--> statement-breakpoint
WITH shown AS MATERIALIZED (
  SELECT `log`.`sequence`, `documents`.`as_of` FROM `log`
  JOIN `documents` ON `documents`.`id` = json_extract(`log`.`event`, '$.data.provenance.documentId')
  WHERE `log`.`sequence` IN (SELECT DISTINCT `sequence` FROM `entry_versions` WHERE `valid_from` IS NULL)
)
UPDATE `entry_versions` SET `seen_on` = coalesce(shown.`as_of`, substr(`known_from`, 1, 10)) FROM shown
WHERE shown.`sequence` = `entry_versions`.`sequence` AND `entry_versions`.`valid_from` IS NULL;
--> statement-breakpoint
UPDATE `documents` SET `rule_key` = (SELECT `rule_key` FROM `rules` WHERE `rules`.`document_id` = `documents`.`id`);
