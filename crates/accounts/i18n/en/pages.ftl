### Pages: signing up and in, setting up, the account, businesses.

## Signing up

accounts-page-sign-up = Create an account
accounts-page-sign-up-text = Free for buyers and sellers. It takes a minute.
accounts-page-sign-up-do = Create my account
accounts-page-sign-up-next = Next, we send a code of six digits to this address. Once you have typed it, you choose whether you want to buy or to sell.
accounts-page-have-account = Have an account already?
accounts-page-name = Your name
accounts-page-name-hint = As people call you. Your business gets its own name later.
accounts-page-country = Country
accounts-page-choose = Choose one
accounts-page-address = Phone number or e-mail
accounts-page-address-hint = Whichever you use more: 0803 123 4567 or you@example.com
accounts-page-address-hint-plus = A phone number from abroad begins with + and its country, such as +234.
accounts-page-password = Password
accounts-page-password-rules = At least 8 characters. Not your name or number, and nothing that many others use: three words in a row are easy to keep in mind and hard to guess.

## The code

accounts-page-verify = Type the code
accounts-page-verify-text = Type the address you signed up with, and the code that we sent there.
accounts-page-verify-do = That is my code
accounts-page-verify-password = The one that you chose when you signed up. Leave it empty if it was not you who signed up, or if you do not know it: then you choose a new one.
accounts-page-code-sent = If { $address } can be used for a new account, a code of six digits is on its way there.
accounts-page-code = Code
accounts-page-code-hint = Six digits; it holds for ten minutes.
accounts-page-code-tries = { $n ->
    [0] That was the last try: ask for a new code.
    [one] One try is left.
   *[other] { $n } tries are left.
}
accounts-page-no-code = No code?
accounts-page-no-code-text = Some networks need a minute or two. Look into the spam folder, and see that the address is right. If it has an account already, we have written that instead.
accounts-page-resend = Send a new code
accounts-page-resend-wait = { $n ->
    [one] You can ask for a new one in a second.
   *[other] You can ask for a new one in { $n } seconds.
}
accounts-page-resend-early = The last code is still on its way: wait a minute before you ask for another.
accounts-page-resent = A new code is on its way. Only the newest one works.
accounts-page-other-address = Use another address
accounts-page-verified-sign-in = The address is yours, thank you. Now sign in with your password.
accounts-page-verified = Your address is confirmed.
accounts-page-verified-choose = Your address is confirmed. Now choose a password: another code for that is on its way to you.
accounts-page-verified-later = Your address is confirmed. It has no password yet, and has had its codes for today: choose one tomorrow.

## Signing in and out

accounts-page-sign-in = Sign in
accounts-page-sign-in-text = Good to see you again.
accounts-page-forgot-link = Forgotten your password?
accounts-page-new-here = New here?
accounts-page-new-here-text = With an account you can sell, save what you like and be found.
accounts-page-signed-out = You are signed out. Come back soon.
accounts-page-signed-out-everywhere = You are signed out on every device.

## Passwords

accounts-page-forgot = Set a new password
accounts-page-forgot-text = Tell us your phone number or e-mail, and we send a code there with which you choose a new password.
accounts-page-forgot-do = Send me a code
accounts-page-back-to-sign-in = Back to signing in
accounts-page-reset = Choose a new password
accounts-page-reset-sent = If { $address } has an account, a code of six digits is on its way there.
accounts-page-new-password = New password
accounts-page-reset-do = Set the password
accounts-page-reset-again = Send another code
accounts-page-reset-done = The new password holds, and every device was signed out. Sign in with it now.

## Setting up

accounts-page-step-role = What brings you here?
accounts-page-step-role-text = You can buy in any case. This decides what we ask you next.
accounts-page-step-language-country = Where do you live, and what do you read?
accounts-page-step-language-country-text = So that prices, places and messages are right.
accounts-page-step-business-basics = Your business
accounts-page-step-business-basics-text = This is what customers see first.
accounts-page-step-category-market = What do you deal in?
accounts-page-step-category-market-text = So that the right people find you.
accounts-page-step-location = Where can people find you?
accounts-page-step-location-text = Buyers near you see your offers first.
accounts-page-step-done = All set
accounts-page-step-saved = Saved step by step: you can stop here and go on later.
accounts-page-step-waits = Saved. Your business appears as soon as your address is confirmed.
accounts-page-role-question = I want to …
accounts-page-role-consumer = Buy
accounts-page-role-consumer-text = Find offers near me
accounts-page-role-business = Sell
accounts-page-role-business-text = Show my business, post offers and requests
accounts-page-role-financial = Finance
accounts-page-role-financial-text = A bank or an investor; we check this first
accounts-page-role-partner = Serve businesses
accounts-page-role-partner-text = Logistics, legal, training …; we check this first
accounts-page-role-waits = You asked to be here as “{ $role }”. We look at that and write to you; until then everything else works.
accounts-page-language = Language
accounts-page-welcome = Welcome, { $name }!
accounts-page-done-seller = Your business has its own page now. Post your first offer: it is shown to buyers near you at once.
accounts-page-done-buyer = Look around, save what you like and call the seller. What is nearest comes first.
accounts-page-done-next = Go on where you were
accounts-page-done-post = Post an offer
accounts-page-done-browse = See what is near
accounts-page-see-business = See your page
accounts-page-verify-first = Saved. Your business appears as soon as your address is confirmed: type the code that we sent you.

## A business

accounts-page-business-name = Name of the business
accounts-page-business-name-hint = As it stands on the sign. No phone numbers or links.
accounts-page-business-type = What kind of business is it?
accounts-page-type-producer = Producer
accounts-page-type-producer-text = Grows, breeds, catches or digs
accounts-page-type-manufacturer = Maker
accounts-page-type-manufacturer-text = Makes goods by hand or machine
accounts-page-type-trader = Trader
accounts-page-type-trader-text = Buys and sells in bulk
accounts-page-type-retailer = Shop
accounts-page-type-retailer-text = Sells to end customers
accounts-page-type-service = Service
accounts-page-type-service-text = Works for others
accounts-page-type-logistics = Transport
accounts-page-type-logistics-text = Moves and stores goods
accounts-page-type-finance = Finance
accounts-page-type-finance-text = Lends, insures, pays
accounts-page-type-cooperative = Cooperative
accounts-page-type-cooperative-text = Many who act as one
accounts-page-description = About the business
accounts-page-description-hint = What you are good at, since when, what customers can count on
accounts-page-categories = Categories
accounts-page-categories-hint = Up to five. Open a group and tick what fits.
accounts-page-category-all = { $name }, in general
accounts-page-market = Which market do you work for?
accounts-page-market-hint = You can change this later.
accounts-page-market-none = Mostly around me
accounts-page-market-none-text = No market in particular
accounts-page-market-afcfta = Within Africa
accounts-page-market-afcfta-text = Under the African free trade area
accounts-page-market-africa-us = From Africa to the USA
accounts-page-market-africa-us-text = Exports
accounts-page-market-us-africa = From the USA to Africa
accounts-page-market-us-africa-text = Imports
accounts-page-where = Place
accounts-page-city = Town
accounts-page-city-hint = The nearest town that people know
accounts-page-street = Street, market or landmark
accounts-page-street-hint = Such as “Balogun Market, gate 2”. It is shown on your page.
accounts-page-locate = Use where I am now
accounts-page-located = Position noted. It is used for distances.
accounts-page-locate-failed = Your phone did not give its position. The town is enough.
accounts-page-contact = Contact
accounts-page-phone = Phone for customers
accounts-page-phone-hint = Shown on your page, so that people can call with one tap
accounts-page-email = E-mail for customers
accounts-page-website = Website
accounts-page-logo = Logo
accounts-page-logo-hint = A square picture works best: your sign, your stall or your best product.
accounts-page-hours = Opening hours
accounts-page-hours-hint = Leave a day empty if you are closed. A closing time before the opening time means after midnight.
accounts-page-hours-second = A second time on this day
accounts-page-opens = { $day }: opens at
accounts-page-closes = { $day }: closes at
accounts-page-time-zone = Time zone
accounts-page-time-zone-country = That of the country
accounts-page-business-new = Set up a business
accounts-page-business-edit = Edit the page
accounts-page-business-text = Everything here is public, except what you leave empty.
accounts-page-business-saved = Your page is up to date.
accounts-page-conflict = Somebody else has changed this page meanwhile
accounts-page-conflict-text = Nothing was overwritten. What you typed is still below: save again to keep yours, or put theirs in first.
accounts-page-conflict-theirs = As it stands now
accounts-page-conflict-yours = As you typed it
accounts-page-conflict-drop = Drop mine and load the page again
accounts-page-empty-value = (empty)

## The public page of a business

accounts-page-listings = Offers and requests
accounts-page-listings-none = Nothing on offer at the moment
accounts-page-listings-none-text = Offers live for a few days. Call the business, or look at what others have.
accounts-page-listings-none-own = Your page has no offers yet
accounts-page-listings-none-own-text = Pages with offers are found far more often. The first takes two minutes.
accounts-page-no-description = Tell people in a few words what you are good at: pages with a text get more calls.
accounts-page-call = Call
accounts-page-mail = Write an e-mail
accounts-page-address-label = Address
accounts-page-closed = Closed
accounts-page-open-until = Open now, until { $time }
accounts-page-open-always = Open day and night
accounts-page-opens-today = Closed now. Opens today at { $time }
accounts-page-opens-tomorrow = Closed now. Opens tomorrow at { $time }
accounts-page-opens-on = Closed now. Opens again: { $day }, { $time }
accounts-page-share = Share on WhatsApp
accounts-page-share-text = { $name } on PushNchat: { $url }
accounts-page-since = On PushNchat since { $date }
accounts-page-summary = { $type } in { $place }. Offers, opening hours and contact on PushNchat.
accounts-page-mon = Monday
accounts-page-tue = Tuesday
accounts-page-wed = Wednesday
accounts-page-thu = Thursday
accounts-page-fri = Friday
accounts-page-sat = Saturday
accounts-page-sun = Sunday

## The account

accounts-page-account = Your account
accounts-page-greeting = Hello, { $name }
accounts-page-proved = Confirmed
accounts-page-unproved = Not confirmed yet
accounts-page-unproved-text = Confirm your address: only then can you post and be found.
accounts-page-unproved-do = Type the code
accounts-page-unfinished = A few questions are still open.
accounts-page-unfinished-do = Go on with the set-up
accounts-page-my-business = Your business
accounts-page-my-listings = My listings
accounts-page-messages = Messages
accounts-page-saved = Saved listings
accounts-page-saved-searches = Saved searches
accounts-page-review = Listings to be decided on
accounts-page-message-reports = Reported messages
accounts-page-write = Write a message
accounts-page-no-business = No business yet
accounts-page-no-business-text = Set one up to post offers and to have a page of your own.
accounts-page-ceo = You run it
accounts-page-manager = You are a manager
accounts-page-staff = You are on the team
accounts-page-profile = Profile
accounts-page-preferences = Preferences
accounts-page-language-hint = Also that of our messages to you
accounts-page-currency = Currency
accounts-page-currency-any = That of the seller
accounts-page-time-zone-any = That of my country
accounts-page-data-saver = Save data
accounts-page-data-saver-hint = Pictures come when you tap them.
accounts-page-profile-saved = Your profile is saved.
accounts-page-preferences-saved = Your preferences are saved.
accounts-page-stale = Your account was changed on another device meanwhile. What you typed is still here: save again to keep it.
accounts-page-sessions = Signed-in devices
accounts-page-sessions-text = A device that you do not know? End its session and set a new password.
accounts-page-this-device = This device
accounts-page-seen = last seen { $ago }
accounts-page-end = End
accounts-page-end-session = End the session on { $device }
accounts-page-session-ended = That device is signed out.
accounts-page-sign-out = Sign out
accounts-page-sign-out-everywhere = Sign out everywhere
accounts-page-more = More
accounts-page-change-password = Change the password
accounts-page-delete-link = Delete the account
accounts-page-delete = Delete your account?
accounts-page-delete-what = What happens then
accounts-page-delete-sessions = You are signed out on every device at once, and nobody can sign in with this account any more.
accounts-page-delete-address = Your phone number and e-mail are free: you can open a new account with them.
accounts-page-delete-business = “{ $business }” loses you. If nobody else is on its team, its page and its listings disappear as well.
accounts-page-delete-final = This cannot be undone by you.
accounts-page-delete-sure = Yes, I want to delete my account
accounts-page-delete-tick = Tick this if you are sure.
accounts-page-delete-do = Delete my account
accounts-page-delete-not = Keep it
accounts-page-deleted = Your account is deleted. Thank you for having been here.
accounts-page-done-sell = Start selling

## E-mail and phone of the account

accounts-page-contacts = E-mail and phone
accounts-page-contacts-link = Change e-mail or phone
accounts-page-contacts-text = You sign in with either of them. A new one counts once you have typed the code that we send there; the old one is told.
accounts-page-contacts-email = E-mail
accounts-page-contacts-phone = Phone
accounts-page-contacts-add = Add
accounts-page-contacts-change = Replace with
accounts-page-contacts-send = Send a code there
accounts-page-contacts-remove = Remove
accounts-page-contacts-remove-text = You can no longer sign in with it, and get no messages there.
accounts-page-contacts-remove-do = Remove it
accounts-page-contacts-back = Back to the account
accounts-page-contact-code-sent = If { $address } can be used for your account, a code of six digits is on its way there.
accounts-page-contact-no-code = No code? Some networks need a minute or two. If another account has this address already, we have written that instead.
accounts-page-contact-saved = The new address is confirmed. Sign in with it from now on.
accounts-page-contact-removed = The address is removed.

## Deleting a business

accounts-page-business-delete = Delete the business
accounts-page-business-delete-title = Delete “{ $business }”?
accounts-page-business-delete-hidden = Its page and its listings disappear at once, for everybody.
accounts-page-business-delete-team = Nobody on the team can act for it any more.
accounts-page-business-delete-restore = You can bring it back for 30 days, from your account. After that it is gone for good.
accounts-page-business-delete-sure = Yes, I want to delete the business
accounts-page-business-delete-do = Delete the business
accounts-page-business-deleted = The business is deleted. You can bring it back for 30 days.
accounts-page-business-deleted-badge = Deleted
accounts-page-business-is-deleted = { $n ->
    [one] This business is deleted. It can be brought back until tomorrow.
   *[other] This business is deleted. It can be brought back for { $n } more days.
}
accounts-page-business-restore = Bring it back
accounts-page-business-restore-ceo = Whoever runs it can bring it back.
accounts-page-business-restored = The business is back, with its page.
accounts-page-connect = Connect
accounts-page-connections = Connections

## Verification of a business

accounts-level-basic = Not verified
accounts-level-basic-text = Customers trust businesses whose papers we have seen: their name carries a tick everywhere.
accounts-level-verified = Verified
accounts-level-verified-text = We have seen your papers, and your name carries the tick. With further papers you can become trusted.
accounts-level-trusted = Trusted
accounts-level-trusted-text = We know your business well. There is nothing more to send.
accounts-page-verification = Verification
accounts-page-papers-send-title = Send papers
accounts-page-papers = Photos or PDF files of papers
accounts-page-papers-hint = One to four photos, readable from edge to edge, or PDF files: certificate of registration, tax papers, a licence, the owner’s identity card.
accounts-page-papers-note = Anything that we should know?
accounts-page-papers-private = Only those who lead your business and our staff can see these files. They are kept encrypted and deleted 90 days after our answer.
accounts-page-papers-send = Send them
accounts-page-papers-sent = Your papers have arrived. We look at them and write to you.
accounts-page-papers-history = What was sent and decided
accounts-page-papers-open = Sent { $ago }. We are looking at them and write to you.
accounts-page-papers-approved = Decided { $ago }. New level: { $level }.
accounts-page-papers-refused = Decided { $ago }. These papers were not enough:
accounts-page-papers-taken-back = Changed { $ago }. Your level is now: { $level }. The reason:
accounts-page-paper = Paper { $n }

## What admins decide about businesses and people

accounts-review-title = Businesses and roles to be decided on
accounts-review-papers = Papers of businesses
accounts-review-papers-none = No papers wait.
accounts-review-open = { $n ->
    [one] One business waits.
   *[other] { $n } businesses wait.
}
accounts-review-approve-verified = Make it verified
accounts-review-approve-trusted = Make it trusted
accounts-review-refuse = Refuse
accounts-review-reason = If not: why? The business reads this.
accounts-review-roles = Roles that were asked for
accounts-review-roles-none = Nobody waits for a role.
accounts-review-role-asked = Asks for the role “{ $role }”.
accounts-review-role-give = Give it
accounts-review-given = Verified lately
accounts-review-take-back = Take the level back
accounts-review-flash-approved = Decided: the business has its new level.
accounts-review-flash-refused = Decided: the business is told why.
accounts-review-flash-taken-back = The level is taken back, and the business is told why.
accounts-review-flash-role-given = Decided: the role is given.
accounts-review-flash-role-refused = Decided: the role is refused.
accounts-review-flash-decided = Somebody has decided this already.
