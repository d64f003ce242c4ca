### How the inbox of a business works, and how quickly customers were answered.

messaging-error-taken = Somebody else answers this customer now. Look at who has them, and try again.
messaging-check-times = Write each time like 08:00, and give both opening and closing.
messaging-check-never-open = Give the times of at least one day, or say that you are always open.
messaging-check-date = Choose each holiday as a date.
messaging-check-topics = At most 12 topics can be kept.
messaging-check-skills = Choose from the topics of your inbox.

messaging-page-desk-settings = Settings
messaging-page-desk-rules = Hours and rules
messaging-page-desk-team = Team
messaging-page-desk-canned = Ready answers
messaging-page-desk-times = Times
messaging-page-desk-saved = Saved.
messaging-page-desk-stale = Somebody else has changed this meanwhile. What you typed is still here: save again to put it in place of theirs.

## Hours and rules

messaging-page-desk-hours = When you answer
messaging-page-desk-hours-hint = Nobody is given a customer while you are closed, and no waiting is counted. Leave a day empty if you are closed.
messaging-page-desk-always = Day and night
messaging-page-desk-second = A second time on this day
messaging-page-desk-opens = { $day }: opens at
messaging-page-desk-closes = { $day }: closes at
messaging-page-desk-time-zone = Time zone
messaging-page-desk-holidays = Holidays
messaging-page-desk-holidays-hint = Days on which you are closed. Empty a date to remove it.
messaging-page-desk-holiday = Holiday { $n }
messaging-page-desk-mon = Monday
messaging-page-desk-tue = Tuesday
messaging-page-desk-wed = Wednesday
messaging-page-desk-thu = Thursday
messaging-page-desk-fri = Friday
messaging-page-desk-sat = Saturday
messaging-page-desk-sun = Sunday
messaging-page-desk-assignment = Who gets the next customer
messaging-page-desk-least-busy = Who has the fewest
messaging-page-desk-least-busy-text = Good when some customers take longer than others.
messaging-page-desk-in-turn = One after the other
messaging-page-desk-in-turn-text = Everybody gets the same number.
messaging-page-desk-sticky = Customers who come back get the person they know
messaging-page-desk-by-language = Whoever speaks the customer’s language comes first
messaging-page-desk-topics = What customers can write about
messaging-page-desk-topics-hint = One topic a line, at most 12. Customers choose one when they write to you. Whoever of your team knows it gets them first.
messaging-page-desk-waiting = When a customer waits
messaging-page-desk-waiting-hint = Only minutes in which you are open count.
messaging-page-desk-manager-after = Minutes until managers are told
messaging-page-desk-ceo-after = Minutes until the CEO is told
messaging-page-desk-silent-after = Minutes until somebody else gets the customer

## Team

messaging-page-desk-team-hint = Only those who work now are given customers.
messaging-page-desk-load = { $n ->
    [0] No customers now
    [one] One customer now
   *[other] { $n } customers now
 }
messaging-page-desk-works = Works now
messaging-page-desk-more = Languages, topics and number of customers
messaging-page-desk-languages = Speaks
messaging-page-desk-skills = Knows
messaging-page-desk-capacity = Customers at the same time, at most

## Ready answers

messaging-page-desk-canned-hint = Answers that your team gives often. They stand below each conversation with a customer, ready to be sent or changed.
messaging-page-desk-canned-new = A new one
messaging-page-desk-shortcut = Name
messaging-page-desk-canned-text = Answer

## Times

messaging-page-desk-period = Period
messaging-page-desk-last-days = { $n ->
    [one] Last day
   *[other] Last { $n } days
 }
messaging-page-desk-times-hint = Half of all customers were answered or served faster than this.
messaging-page-desk-times-none-title = Nothing to count yet
messaging-page-desk-times-none = Once conversations with customers are done, you see here how long they took.
messaging-page-desk-times-answered = First answers
messaging-page-desk-times-resolved = Done
messaging-page-desk-times-nobody = Nobody’s
messaging-page-desk-times-former = Somebody who has left
messaging-page-desk-unit-minutes = { $n } min
messaging-page-desk-unit-hours = { $n } h
messaging-page-desk-unit-days = { $n } d
