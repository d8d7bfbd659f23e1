CREATE TRIGGER `log_is_never_changed` BEFORE UPDATE ON `log` BEGIN
	SELECT RAISE(ABORT, 'the event log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `log_is_never_shortened` BEFORE DELETE ON `log` BEGIN
	SELECT RAISE(ABORT, 'the event log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `log_has_no_gap` BEFORE INSERT ON `log`
WHEN NEW.`sequence` <> (SELECT coalesce(max(`sequence`), 0) + 1 FROM `log`) BEGIN
	SELECT RAISE(ABORT, 'the event log has no gaps');
END;
