bizconnect-page-title = Connections
bizconnect-page-tab-suggestions = Suggestions
bizconnect-page-tab-received = Received
bizconnect-page-tab-sent = Sent
bizconnect-page-tab-connected = Connected
bizconnect-page-tab-past = Past
bizconnect-page-market = Market
bizconnect-page-why = Why
bizconnect-page-connect = Connect
bizconnect-page-connect-with = Connect with { $name }
bizconnect-page-dismiss = Not for us
bizconnect-page-dismiss-this = { $name } is not for us
bizconnect-page-dismissed = { $name } will not be suggested again.
bizconnect-page-undo = Undo
bizconnect-page-details = Details
bizconnect-page-chat = Chat
bizconnect-page-chat-with = Chat with { $name }
bizconnect-page-details-of = Details of the connection with { $name }
bizconnect-page-left-today = { $n ->
    [0] You have seen all new suggestions of today.
    [one] You can see one more new suggestion today.
   *[other] You can see { $n } more new suggestions today.
}
bizconnect-page-staff = You can look. A manager or the CEO of your business sends and answers connection requests.
bizconnect-page-unproved = Confirm your e-mail address or phone number first. Then you can ask for connections.
bizconnect-page-unproved-action = Confirm now
bizconnect-page-no-business-title = Connections are made between businesses
bizconnect-page-no-business-text = Set up your business, and we show you partners that fit, with the reasons.
bizconnect-page-no-business-action = Set up a business
bizconnect-page-none-title = No suggestions yet
bizconnect-page-none-text = The more you say of your business (categories, place, what you offer and want), the better we can suggest partners.
bizconnect-page-none-action = Say more of your business
bizconnect-page-received-none-title = No requests are waiting
bizconnect-page-received-none-text = When a business asks to connect with yours, you answer it here.
bizconnect-page-sent-none-title = You are waiting for nobody
bizconnect-page-sent-none-text = Requests that you send stay here until they are answered, for 30 days.
bizconnect-page-connected-none-title = No connections yet
bizconnect-page-connected-none-text = Ask a business that fits; once it accepts, you can chat freely.
bizconnect-page-past-none-title = Nothing here
bizconnect-page-past-none-text = Requests that were declined, withdrawn or not answered come here.
bizconnect-page-see-suggestions = See suggestions
bizconnect-page-ask = Ask for a connection
bizconnect-page-note = Introduce yourself
bizconnect-page-note-hint = Optional. Say what you offer or look for. At most { $n } characters.
bizconnect-page-send = Send request
bizconnect-page-there-already = There is something between you already.
bizconnect-page-newer = There is a newer one between you.
bizconnect-page-see-it = See it
bizconnect-page-corridor = Before your first quotation
bizconnect-page-corridor-care = These are general rules, not legal advice. Customs has the last word.
bizconnect-page-checked = checked { $day }
bizconnect-page-your-note = Your introduction
bizconnect-page-their-note = Their introduction
bizconnect-page-gone = A business that is gone
bizconnect-page-state-sent = Waiting for an answer
bizconnect-page-state-received = Asks to connect
bizconnect-page-state-accepted = Connected
bizconnect-page-state-declined = Declined
bizconnect-page-state-withdrawn = Withdrawn
bizconnect-page-state-blocked = Blocked
bizconnect-page-state-expired = Not answered in time
bizconnect-page-line-pending = { $ago } · { $left }
bizconnect-page-line-again = { $ago } · may be asked again: { $left }
bizconnect-page-accept = Accept
bizconnect-page-accept-after-all = Accept after all
bizconnect-page-decline = Decline
bizconnect-page-withdraw = Withdraw
bizconnect-page-block = Block
bizconnect-page-unblock = Unblock
bizconnect-page-block-summary = Block this business
bizconnect-page-block-text = Neither side can ask or write to the other then. You can take it back.
bizconnect-flash-requested = Your request is on its way. You will hear when it is answered.
bizconnect-flash-met = You had both asked: you are connected.
bizconnect-flash-accepted = You are connected. You can chat now.
bizconnect-flash-declined = You have declined. You can still accept after all.
bizconnect-flash-withdrawn = You have withdrawn your request. You can ask again in 30 days.
bizconnect-flash-blocked = The business is blocked. You can unblock it here.
bizconnect-flash-changed = It has changed meanwhile. This is how it stands now.
bizconnect-flash-restored = It may be suggested again.
bizconnect-metrics-link = Numbers
bizconnect-metrics-title = How connecting goes
bizconnect-metrics-text = { $n ->
    [one] This week. A request counts in the week in which it was made.
   *[other] The last { $n } weeks, this one included. A request counts in the week in which it was made.
}
bizconnect-metrics-sent = Requests sent
bizconnect-metrics-received = Requests received
bizconnect-metrics-total = { $n }, of which { $accepted } accepted
bizconnect-metrics-sent-share = of the sent requests that are over were accepted
bizconnect-metrics-received-share = of the received requests that are over were accepted
bizconnect-metrics-their-time = until an answer to sent requests, as a rule
bizconnect-metrics-own-time = until an answer to received requests, as a rule
bizconnect-metrics-percent = { $n }%
bizconnect-metrics-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
bizconnect-metrics-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
bizconnect-metrics-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
bizconnect-metrics-table = As a table
bizconnect-metrics-week = Week from
bizconnect-metrics-col-sent = Sent
bizconnect-metrics-col-received = Received
bizconnect-metrics-col-accepted = Accepted
bizconnect-metrics-col-time = Answer after
bizconnect-metrics-none-title = No requests in these weeks
bizconnect-metrics-none-text = When you ask a business for a connection, or one asks you, you see here how it goes.
