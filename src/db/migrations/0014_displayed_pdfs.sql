ALTER TABLE `displays` ADD `pdf_updated_at` text;--> statement-breakpoint
ALTER TABLE `displays` ADD `pdf_document_id` text REFERENCES documents(id);--> statement-breakpoint
ALTER TABLE `displays` ADD `editorial_note` text;--> statement-breakpoint
ALTER TABLE `displays` ADD `shown_on` text;