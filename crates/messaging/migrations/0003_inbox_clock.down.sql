-- Lost: from whom customers were taken, and who answered first. The program before looks at all that wait each minute.
ALTER TABLE messaging.ticket_times DROP COLUMN first_answer_by;
DROP INDEX messaging.tickets_done;
DROP INDEX messaging.tickets_to_look_at;
ALTER TABLE messaging.tickets DROP COLUMN first_answer_by;
ALTER TABLE messaging.tickets DROP COLUMN not_agent_id;
ALTER TABLE messaging.tickets DROP COLUMN look_at;
