CREATE TRIGGER `document_is_counted` AFTER INSERT ON `documents` BEGIN
	INSERT INTO `document_counts` (`state`, `documents`) VALUES (NEW.`state`, 1)
	ON CONFLICT (`state`) DO UPDATE SET `documents` = `documents` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `document_is_no_longer_counted` AFTER DELETE ON `documents` BEGIN
	UPDATE `document_counts` SET `documents` = `documents` - 1 WHERE `state` = OLD.`state`;
	DELETE FROM `document_counts` WHERE `state` = OLD.`state` AND `documents` = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `document_is_counted_elsewhere` AFTER UPDATE OF `state` ON `documents`
WHEN NEW.`state` <> OLD.`state` BEGIN
	UPDATE `document_counts` SET `documents` = `documents` - 1 WHERE `state` = OLD.`state`;
	DELETE FROM `document_counts` WHERE `state` = OLD.`state` AND `documents` = 0;
	INSERT INTO `document_counts` (`state`, `documents`) VALUES (NEW.`state`, 1)
	ON CONFLICT (`state`) DO UPDATE SET `documents` = `documents` + 1;
END;
--> statement-breakpoint
INSERT INTO `document_counts` (`state`, `documents`)
SELECT `state`, count(*) FROM `documents` GROUP BY `state`;
--> statement-breakpoint
CREATE TRIGGER `delivery_is_counted` AFTER INSERT ON `deliveries` BEGIN
	INSERT INTO `delivery_counts` (`endpoint_id`, `state`, `events`) VALUES (NEW.`endpoint_id`, NEW.`state`, 1)
	ON CONFLICT (`endpoint_id`, `state`) DO UPDATE SET `events` = `events` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `delivery_is_no_longer_counted` AFTER DELETE ON `deliveries` BEGIN
	UPDATE `delivery_counts` SET `events` = `events` - 1
	WHERE `endpoint_id` = OLD.`endpoint_id` AND `state` = OLD.`state`;
	DELETE FROM `delivery_counts`
	WHERE `endpoint_id` = OLD.`endpoint_id` AND `state` = OLD.`state` AND `events` = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `delivery_is_counted_elsewhere` AFTER UPDATE OF `endpoint_id`, `state` ON `deliveries`
WHEN NEW.`state` <> OLD.`state` OR NEW.`endpoint_id` <> OLD.`endpoint_id` BEGIN
	UPDATE `delivery_counts` SET `events` = `events` - 1
	WHERE `endpoint_id` = OLD.`endpoint_id` AND `state` = OLD.`state`;
	DELETE FROM `delivery_counts`
	WHERE `endpoint_id` = OLD.`endpoint_id` AND `state` = OLD.`state` AND `events` = 0;
	INSERT INTO `delivery_counts` (`endpoint_id`, `state`, `events`) VALUES (NEW.`endpoint_id`, NEW.`state`, 1)
	ON CONFLICT (`endpoint_id`, `state`) DO UPDATE SET `events` = `events` + 1;
END;
--> statement-breakpoint
INSERT INTO `delivery_counts` (`endpoint_id`, `state`, `events`)
SELECT `endpoint_id`, `state`, count(*) FROM `deliveries` GROUP BY `endpoint_id`, `state`;
--> statement-breakpoint
CREATE TRIGGER `log_has_a_list_turn` AFTER INSERT ON `log`
WHEN NEW.`type` IN (
	'list.baselined', 'entity.added', 'entity.modified', 'entity.removed', 'entity.codified', 'entity.reread',
	'entity.withdrawn', 'entry.history', 'entry.merged'
) BEGIN
	-- A baseline is megabytes of JSON, so its own sequence stands for its document.
	INSERT INTO `list_turns` (`sequence`, `document_id`) VALUES (
		NEW.`sequence`,
		CASE NEW.`type` WHEN 'list.baselined' THEN 'baseline-' || NEW.`sequence`
		ELSE json_extract(NEW.`event`, '$.data.provenance.documentId') END
	);
	-- An event of the same document before it was not the last one of its run.
	DELETE FROM `list_turns`
	WHERE `sequence` = (SELECT max(`sequence`) FROM `list_turns` WHERE `sequence` < NEW.`sequence`)
	AND `document_id` IS (SELECT `document_id` FROM `list_turns` WHERE `sequence` = NEW.`sequence`);
END;
--> statement-breakpoint
INSERT INTO `list_turns` (`sequence`, `document_id`)
SELECT `sequence`, `document_id` FROM (
	SELECT `sequence`, `document_id`, lead(`document_id`) OVER `in_order` AS `next_id`, lead(`sequence`) OVER `in_order` AS `next`
	FROM (
		SELECT `sequence`,
			CASE `type` WHEN 'list.baselined' THEN 'baseline-' || `sequence`
			ELSE json_extract(`event`, '$.data.provenance.documentId') END AS `document_id`
		FROM `log` WHERE `type` IN (
			'list.baselined', 'entity.added', 'entity.modified', 'entity.removed', 'entity.codified', 'entity.reread',
			'entity.withdrawn', 'entry.history', 'entry.merged'
		)
	)
	WINDOW `in_order` AS (ORDER BY `sequence`)
) WHERE `next` IS NULL OR `document_id` IS NOT `next_id`;
--> statement-breakpoint
CREATE TRIGGER `log_opens_or_resolves_a_mismatch` AFTER INSERT ON `log`
WHEN NEW.`type` IN ('reconciliation.mismatch', 'reconciliation.resolved') BEGIN
	INSERT INTO `mismatches` (`id`, `list`, `first`, `as_of`, `sequence`, `is_open`) VALUES (
		json_extract(NEW.`event`, '$.data.mismatch.id'),
		json_extract(NEW.`event`, '$.data.mismatch.list'),
		NEW.`sequence`,
		json_extract(NEW.`event`, '$.data.asOf'),
		NEW.`sequence`,
		NEW.`type` = 'reconciliation.mismatch'
	)
	-- The newest snapshot decides, and of its events the last one.
	ON CONFLICT (`id`) DO UPDATE SET
		`as_of` = excluded.`as_of`, `sequence` = excluded.`sequence`, `is_open` = excluded.`is_open`
	WHERE excluded.`as_of` >= `mismatches`.`as_of`;
END;
--> statement-breakpoint
INSERT INTO `mismatches` (`id`, `list`, `first`, `as_of`, `sequence`, `is_open`)
SELECT `id`, `list`, `first`, `as_of`, `sequence`, `is_open` FROM (
	SELECT `id`, `list`, `as_of`, `sequence`, `is_open`,
		min(`sequence`) OVER (PARTITION BY `id`) AS `first`,
		row_number() OVER (PARTITION BY `id` ORDER BY `as_of` DESC, `sequence` DESC) AS `place`
	FROM (
		SELECT `sequence`, `type` = 'reconciliation.mismatch' AS `is_open`,
			json_extract(`event`, '$.data.mismatch.id') AS `id`,
			json_extract(`event`, '$.data.mismatch.list') AS `list`,
			json_extract(`event`, '$.data.asOf') AS `as_of`
		FROM `log` WHERE `type` IN ('reconciliation.mismatch', 'reconciliation.resolved')
	)
) WHERE `place` = 1;
--> statement-breakpoint
INSERT INTO `secrets` (`name`, `value`) VALUES ('cursor', randomblob(32));
