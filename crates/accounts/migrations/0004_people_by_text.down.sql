-- Nothing is lost. The extension stays: others use it.
DROP FUNCTION accounts.users_like(text);
DROP INDEX accounts.user_contacts_by_text;
DROP INDEX accounts.users_by_name;
