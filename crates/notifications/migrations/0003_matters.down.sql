-- Lost: which of the things that unread lines count are over; such a line stays until it is read.
DROP TABLE notifications.matters;
