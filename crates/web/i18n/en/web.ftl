### Texts that every page shares.

web-title = Buy and sell near you
web-description = Offers and requests of African businesses near you: find, compare and trade from your phone.
web-skip = Skip to the content
web-nav = Main menu
web-nav-home = Home
web-nav-explore = Explore
web-nav-post = Post
web-nav-nearby = Nearby
web-nav-chats = Chats
web-nav-unread = unread
web-nav-me = Me
web-nav-sign-in = Sign in
web-search = Search
web-search-hint = Maize, solar panel, tailor…
web-language = Language
web-footer = PushNchat: trade with people you can reach.
web-loading = Loading
web-offline-line = Offline. What you have seen still works.
web-newer = Something newer has come. Show it
web-not-sent = Not sent: the network did not answer. What you typed is safe, try again.
web-try-again = Try again
web-go-home = Go to the home page
web-remove = Remove
web-cancel = Cancel
web-continue = Continue
web-back = Back
web-save-changes = Save changes
web-optional = optional

## Money, distance and time

web-price-open = Price on request
web-distance-metres = { $n } m
web-distance-km = { $n } km
web-ago-now = just now
web-ago-minutes = { $n } min ago
web-ago-hours = { $n } h ago
web-ago-days = { $n ->
    [one] yesterday
   *[other] { $n } days ago
}
web-left-ended = Ended
web-left-minutes = { $n } min left
web-left-hours = { $n } h left
web-left-days = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
}

## Listings in lists

web-offer = Offer
web-request = Wanted
web-featured = Featured
web-verified = Verified
web-save = Save “{ $title }”
web-saved = Saved
web-unsaved = No longer saved
web-more = Show more
web-more-added = { $n } more shown
web-pictures = { $n ->
    [one] { $n } picture
   *[other] { $n } pictures, swipe to see them
}
web-picture-show = Show the picture of “{ $title }”
web-share = Share another way

## Forms

web-form-errors = { $n ->
    [one] One thing to put right
   *[other] { $n } things to put right
}
web-form-kept = We kept what you typed last time.
web-form-kept-drop = Start afresh
web-step = Step { $step }
web-photos-add = Add photos
web-photos-remove = Remove this photo
web-photos-queued = Waiting
web-photos-done = Photo uploaded.
web-photos-failed = The photo did not get through. It is still here, try again.
web-photos-busy = Photos are still on their way. The form goes off by itself when they are there.
web-photos-full = There is no room for more photos.
web-photos-later = Goes later

## Place

web-place-choose = Your place
web-place-change = Change place
web-place-title = Where are you looking?
web-place-text = We show what is closest first. Choose a town, or use your position; it is not stored with your account.
web-place-locate = Use my location
web-place-locate-failed = Your phone did not give its position. Choose a town below instead.
web-place-town = Town
web-place-radius = How far around
web-place-none-title = No such town yet
web-place-none-text = Try the nearest larger town, or another spelling.
web-place-all = Show all towns

## Offline

web-offline-title = You are offline
web-offline-text = This page has not been opened before, so it is not on your phone. What you typed is kept until you are back.
web-offline-seen = Pages on your phone

## What waits to be sent: the scripts say these without a server

web-outbox-title = Waiting to be sent
web-outbox-offline = Offline
web-outbox-count = { $n } waiting
web-outbox-count-failed = { $n } need you
web-outbox-count-sign-in = { $n } waiting: sign in to send
web-outbox-all-sent = All sent
web-outbox-waiting = Waiting for the network
web-outbox-again = Waiting, will be tried again by itself
web-outbox-sign-in = Waiting until you sign in
web-outbox-sending = Sending, { $n } %
web-outbox-sent = Sent
web-outbox-failed = Not taken:
web-outbox-failed-unsaid = It could not be sent: the site was in trouble for long, or a photo is not on your phone any more. Look at it, and try again.
web-outbox-dropped = Discarded
web-outbox-correct = Put it right
web-outbox-retry = Try again
web-outbox-look = Look at it
web-outbox-drop = Discard
web-outbox-undo = Undo
web-outbox-kept-title = Kept on your phone
web-outbox-kept-text = It goes by itself as soon as there is a network, even after you close this page or switch the phone off.
web-outbox-home = Go to the home page
web-outbox-full = Your phone has no room left to keep this. Free some space and try again; what you typed is still here.

## Data and storage

web-data-title = Data and storage
web-data-text = These choices hold for this phone only.
web-data-saver = Save data
web-data-auto = When the phone asks for it
web-data-auto-hint = On a slow network, or when the phone saves data itself
web-data-on = Always
web-data-on-hint = Pictures come when you tap them
web-data-off = Never
web-data-off-hint = Pictures come at once
web-data-saved = Your choice is kept.
web-data-used = Data used
web-data-used-text = What the pages of this site have cost, counted on this phone and told to nobody.
web-data-used-none = Nothing has been counted on this phone yet. Counting needs scripts.
web-data-month = Month
web-data-received = Megabytes
web-data-kept = Kept on this phone
web-data-kept-text = Pages and pictures that you have seen, so that you need not load them again and can read them without a network.
web-data-kept-size = { $size } MB in use
web-data-clear = Clear what is kept
web-data-cleared = Cleared. What waits to be sent and what you were writing is still here.

## Problems

web-error-title = { $n ->
    [401] Please sign in
    [403] This is not open to you
    [404] Nothing here
    [409] Somebody was faster
    [410] This is over
    [413] Too large
    [422] Something is not right yet
    [429] A little slower, please
    [503] We are catching our breath
   *[other] That went wrong on our side
}
web-error-what = { $n ->
    [401] This page belongs to an account. Sign in and you come straight back to it.
    [403] Your account does not have the right to see or do this. Whoever manages your business can give it to you.
    [404] The page does not exist, or what stood here has gone: listings live for a few days only.
    [409] What you wanted to change has been changed in the meantime. Load it again to see how it stands now.
    [410] What stood here has ended or was taken back by its owner.
    [413] What you sent is larger than we can take. Photos may have up to 10 MB each.
    [422] Some of what was sent cannot be used as it is. Go back and look at what is marked.
    [429] Many requests came from here in a short time. Wait a minute, then it goes on.
    [503] A part of PushNchat does not answer at this moment. It usually takes less than a minute.
   *[other] A mistake of ours, not of yours. It has been noted and will be looked into.
}
web-error-safe = { $n ->
    [401] Nothing you typed elsewhere is lost.
    [403] Nothing was changed.
    [404] Your listings and saved things are where they were.
    [409] Nothing was overwritten: neither your words nor theirs.
    [410] There may be something like it nearby.
    [413] Nothing was changed. What you typed in the form is still in it.
    [422] What you typed in the form is still in it.
    [429] Nothing is lost.
   *[other] What you sent before is safe. If you were just sending a form, it was not taken; try again.
}
web-error-reference = If you write to us, name this number:
web-bell = Notifications
