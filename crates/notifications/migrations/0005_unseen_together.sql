-- When the first messages that wait in a conversation are old enough to be told of, so that what is due in all of them is
-- taken out together. The default is for programs from before this, which set an alarm for each conversation.
ALTER TABLE notifications.unseen ADD COLUMN due_at timestamptz NOT NULL DEFAULT now() + interval '10 seconds';
CREATE INDEX unseen_due ON notifications.unseen (due_at);
