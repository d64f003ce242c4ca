### Notifications: what people are told, and the pages.

## What people are told. $n is how many like things a line stands for.

notifications-connection-requested-title = { $n ->
    [one] { $business } wants to connect with you
   *[other] { $n } businesses want to connect with you
}
notifications-connection-requested-body = { $n ->
    [one] Read the connection request and answer it. Once you accept, you can write to each other.
   *[other] The latest is { $business }. Read the connection requests and answer them.
}
notifications-connection-reminded-title = { $n ->
    [one] { $business } is still waiting for your answer
   *[other] { $n } connection requests are still waiting for your answer
}
notifications-connection-reminded-body = An answer takes one tap, also when it is no.
notifications-connection-accepted-title = { $n ->
    [one] { $business } has accepted your connection request
   *[other] { $n } businesses have accepted your connection requests
}
notifications-connection-accepted-body = You can write to each other now.
notifications-connection-declined-title = { $n ->
    [one] { $business } has declined your connection request
   *[other] { $n } connection requests of yours were declined
}
notifications-connection-declined-body = You can ask again in 30 days. Meanwhile, look at who else fits.
notifications-match-suggested-title = { $n ->
    [one] { $business } may be a good partner for you
   *[other] { $n } businesses may be good partners for you
}
notifications-match-suggested-body = Have a look, and ask for a connection if you like what you see.
notifications-listing-matched-title = { $n ->
    [one] “{ $other }” goes with your “{ $listing }”
   *[other] { $n } listings go with your “{ $listing }”
}
notifications-listing-matched-body = Somebody offers what you need, or needs what you offer. Get in touch before others do.
notifications-search-matched-title = { $n ->
    [one] One new listing for “{ $search }”
   *[other] { $n } new listings for “{ $search }”
}
notifications-search-matched-body = They came up since you looked last.
notifications-message-sent-title = { $person }
notifications-person-gone = Somebody
notifications-message-sent-body = { $n ->
    [one] wrote you a message
   *[other] wrote you { $n } messages
}
notifications-conversation-assigned-title = { $n ->
    [one] A customer was given to you
   *[other] { $n } customers were given to you
}
notifications-conversation-assigned-body = They wait for your answer in the inbox.
notifications-conversation-escalated-title = A customer has been waiting too long
notifications-conversation-escalated-body = Nobody of your team has answered yet. Please step in.
notifications-listing-expiring-title = “{ $listing }” ends soon
notifications-listing-expiring-body = Renew it with one tap to keep it in front of buyers.
notifications-listing-expired-title = { $n ->
    [one] “{ $listing }” has ended
   *[other] { $n } of your listings have ended
}
notifications-listing-expired-body = Buyers no longer see what has ended. Post it again if you still have it.
notifications-listing-approved-title = { $n ->
    [one] “{ $listing }” is live
   *[other] { $n } of your listings are live
}
notifications-listing-approved-body = We have looked at it, and buyers see it now.
notifications-listing-rejected-title = “{ $listing }” could not go live
notifications-listing-rejected-body = Look at the listing, correct it and send it in again.
notifications-listing-rejected-reason = { $reason } Correct it and send it in again.
notifications-business-verified-title = { $business } is verified
notifications-business-verified-body = Your page and your listings carry the sign of it from now on.
notifications-security-alert-title = Please look at your account
notifications-security-alert-body = Something unusual happened. Look at the devices that are signed in, and set a new password if one is not yours.
notifications-security-alert-refresh-token-reused = Somebody used a sign-in of yours that was over, so we ended that session. Look at the devices that are signed in, and set a new password if one is not yours.
notifications-security-alert-contact-added = An e-mail address or phone number was added to your account. If it was not you, set a new password at once.
notifications-security-alert-contact-changed = An e-mail address or phone number of your account was changed. If it was not you, set a new password at once.
notifications-security-alert-contact-removed = An e-mail address or phone number was removed from your account. If it was not you, set a new password at once.
notifications-digest-title = { $n ->
    [one] One new notification
   *[other] { $n } new notifications
}
notifications-digest-body = What came together since yesterday.
notifications-other-title = Something new
notifications-other-body = This page cannot say more of it yet. Look again in a while.

## Checks

notifications-check-type = There is no such type of notification.
notifications-check-channel = There is no such way to tell you.
notifications-check-security = What concerns your security cannot be switched off.
notifications-check-time = Write the time like 21:30.
notifications-check-quiet = Beginning and end must be different.
notifications-check-device-one = Tell either the token of the app or the subscription of the browser, not both.
notifications-check-device-token = This is not a push token.
notifications-check-device-endpoint = This is not the address of a push service.
notifications-check-device-key = This is not a key of a push subscription.

## Pages

notifications-page-title = Notifications
notifications-page-choose = Choose
notifications-page-all = All
notifications-page-unread = { $n ->
    [0] Unread
   *[other] Unread ({ $n })
}
notifications-page-read-all = Mark all as read
notifications-page-all-read = Everything is marked as read.
notifications-page-new = New
notifications-page-activity = Everything that happened
notifications-page-activity-text = Ninety days of it, also what you have chosen not to be told of.
notifications-page-preview = What people are told
notifications-page-preview-text = Every notification as it is said of one and of more, with example names. Only admins see this page.
notifications-page-preview-count = For { $n }
notifications-page-mark-unread = Mark as not read: { $title }
notifications-page-mark-read = Mark as read: { $title }
notifications-page-none = Nothing here yet
notifications-page-none-text = When somebody writes to you, answers you, or one of your listings ends, you read it here.
notifications-page-none-unread = You have read everything
notifications-page-none-unread-text = What is new stands here first.
notifications-page-preferences = What do you want to be told?
notifications-page-preferences-text = You can change this at any time.
notifications-page-saved = Your choice is saved.
notifications-page-conflict = Your choice was changed on another device meanwhile. What you chose here still stands below: save again to keep it.
notifications-page-type-message = Messages
notifications-page-type-message-hint = Somebody wrote, or a customer waits
notifications-page-type-match = Partners and matches
notifications-page-type-match-hint = Connection requests, businesses and listings that fit
notifications-page-type-engagement = Interest
notifications-page-type-engagement-hint = New answers to your saved searches
notifications-page-type-system = Your listings
notifications-page-type-system-hint = Before and when they end
notifications-page-type-approval = Our decisions
notifications-page-type-approval-hint = Reviews and verification
notifications-page-type-payment = Payments
notifications-page-type-payment-hint = What came in and what is due
notifications-page-type-task = Tasks
notifications-page-type-task-hint = What your team wants done
notifications-page-type-security = Security
notifications-page-type-security-hint = Always on, to protect your account
notifications-page-channel-in-app = In the app
notifications-page-channel-push = On the phone, also when the app is closed
notifications-page-channel-email = By e-mail, or by SMS if we have only your phone
notifications-page-channel-sms = By SMS
notifications-page-channel-whatsapp = By WhatsApp
notifications-mail-choose = You choose what we write to you:
notifications-page-quiet = Quiet hours
notifications-page-quiet-text = Nothing but your security interrupts you then. It waits in the list. Leave both empty for none.
notifications-page-quiet-from = From
notifications-page-quiet-until = Until
notifications-page-digest = Once a day
notifications-page-digest-at = Tell me everything at
notifications-page-digest-hint = Leave it empty to be told as it comes.
