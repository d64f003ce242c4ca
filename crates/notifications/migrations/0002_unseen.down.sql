-- Lost: notifications of the messages of the last seconds.
DROP TABLE notifications.unseen;
