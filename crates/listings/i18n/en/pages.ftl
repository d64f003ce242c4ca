### What the pages of listings say.

## Home, categories, nearby

listings-page-home-title = Buy and sell near you
listings-page-home = Home
listings-page-hero-title = Sell what you have. Find what you need.
listings-page-hero-text = Offers and requests of businesses around you, from the market next door to the next country.
listings-page-hero-start = Start selling
listings-page-hero-look = See what is near
listings-page-more-title = More listings
listings-page-to-first = Back to the newest
listings-page-newest = Newest listings
listings-page-nearest = Nearest listings
listings-page-kinds = Offers or requests
listings-page-kind-all = All
listings-page-kind-offers = Offers
listings-page-kind-requests = Wanted
listings-page-categories = Categories
listings-page-categories-all = All categories
listings-page-near-place = Near { $place }
listings-page-near-you = What is near you
listings-page-near-hint = See the closest offers first
listings-page-home-empty-title = Nothing here yet
listings-page-home-empty-text = Nobody has posted such a thing in the last days. Be the first: people see it at once.
listings-page-post = Post a listing
listings-page-see-all = See all listings
listings-page-path = Where you are
listings-page-narrower = Narrower categories
listings-page-category-whole = All of it
listings-page-category-description = { $name }: offers and requests of African businesses, for a few days each.
listings-page-category-empty-title = Nothing in “{ $name }” right now
listings-page-category-empty-text = Listings live for a few days only. Post what you have or what you look for.
listings-page-nearby-title = Near you
listings-page-filter = Filter
listings-page-nearby-heading = Near { $place }
listings-page-nearby-guessed = We guessed this place from your country. Choose your own to see what is really close.
listings-page-nearby-ask = Choose a town, or use your position. Then you see the closest offers first.
listings-page-nearby-empty-title = Nothing this close yet
listings-page-nearby-empty-text = Look a little further, or post what you have: people around you see it at once.
listings-page-nearby-wider = Look within { $distance }

## One listing

listings-page-description = Description
listings-page-facts = At a glance
listings-page-place = Place
listings-page-category = Category
listings-page-posted = Posted
listings-page-distance = { $distance } from { $place }
listings-page-seller-line = See the business and all it offers
listings-page-ask = Ask the seller
listings-page-share = Share
listings-page-share-whatsapp = Send by WhatsApp
listings-page-share-address = Or copy the address
listings-page-more-of-business = More from { $name }
listings-page-own-live = Your listing, as everybody sees it.
listings-page-own-hidden = Your listing. Only your team sees it.
listings-page-ended-title = This listing has ended
listings-page-ended-text = Listings live for a few days only. This one is over or was taken back by its owner.
listings-page-ended-category = See { $name }
listings-page-similar = Like it, and still there

## The form

listings-page-new-heading = Post a listing
listings-page-new-text = It takes about two minutes. What you type is kept on your phone until it is sent.
listings-page-edit-heading = Edit listing
listings-page-part-what = What is it?
listings-page-part-describe = Describe it
listings-page-part-price = What does it cost?
listings-page-part-place = Where, and for how long?
listings-page-kind = What do you want to do?
listings-page-kind-offer = Offer something
listings-page-kind-offer-hint = I have it
listings-page-kind-request = Ask for something
listings-page-kind-request-hint = I want it
listings-page-title = Title
listings-page-title-hint = What it is, how much of it, in what state. No links or phone numbers.
listings-page-category-hint = Where people will look for it
listings-page-category-other = Other: { $name }
listings-page-choose = Choose one
listings-page-description-hint = Quality, quantity, where it can be seen. At least 20 characters.
listings-page-photos = Photos
listings-page-photos-hint = Up to { $n } on your plan. A clear photo by daylight sells best.
listings-page-photos-count = { $n ->
    [0] no photos
    [one] { $n } photo
   *[other] { $n } photos
}
listings-page-price = Price
listings-page-price-hint = Leave it empty for “price on request”.
listings-page-currency = Currency
listings-page-town = Town
listings-page-place-none = No place given
listings-page-place-of-business = Where my business is
listings-page-place-of-business-in = Where my business is: { $place }
listings-page-check-place = Choose a town from the list.
listings-page-address = Market, street or landmark (optional)
listings-page-address-hint = Such as “Balogun Market, line 4”
listings-page-market = Who is it for? (optional)
listings-page-market-meant = Meant for
listings-page-market-any = Everybody
listings-page-market-afcfta = Trade inside Africa (AfCFTA)
listings-page-market-africa-us = From Africa to the USA
listings-page-market-us-africa = From the USA to Africa
listings-page-duration = How long is it shown?
listings-page-duration-hint = You can extend or renew it later.
listings-page-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
listings-page-publish = Publish
listings-page-save-draft = Save as a draft
listings-page-edit = Edit
listings-page-conflict-title = Somebody else has changed this listing
listings-page-conflict-text = Nothing is lost. Below is the form with what you typed. Save it again to keep yours, or take theirs.
listings-page-conflict-theirs = Now:
listings-page-conflict-yours = Yours:
listings-page-conflict-take = Take theirs
listings-page-mistake = { $field }: { $text }
listings-page-verify-title = First prove your address
listings-page-verify-text = We sent you a code of six digits. Type it in, and you can post at once.
listings-page-verify-action = Type in the code

## My listings, saved listings

listings-page-mine-title = My listings
listings-page-states = By state
listings-page-state-all = All
listings-page-state-active = Live
listings-page-state-draft = Draft
listings-page-state-pending = In review
listings-page-state-rejected = Refused
listings-page-state-expired = Expired
listings-page-state-withdrawn = Withdrawn
listings-page-note-expired = Its time is over. Renew it, and it is live again at once.
listings-page-note-pending = We look at the first listings of a new business. It usually takes less than a day.
listings-page-rejected-because = Refused: { $reason }
listings-page-restorable = Can be brought back: { $left }
listings-page-withdrawn = “{ $title }” is no longer shown.
listings-page-undo = Undo
listings-page-more-actions = More
listings-page-restore = Bring back
listings-page-renew = Renew
listings-page-extend = Extend
listings-page-feature = Feature
listings-page-feature-plan = Featured places come with the plan { $plan }.
listings-page-withdraw = Withdraw
listings-page-mine-empty-title = No listings here
listings-page-mine-empty-text = What you post stands here with its time left, and can be extended, renewed or withdrawn.
listings-page-no-business-title = You have no business here yet
listings-page-no-business-text = Listings belong to a business. Setting one up takes a few minutes and costs nothing.
listings-page-no-business-action = Set up my business
listings-page-saved-title = Saved
listings-page-saved-text = Kept for you as long as they are live.
listings-page-saved-empty-title = Nothing saved yet
listings-page-saved-empty-text = Tap the mark on a listing, and you find it here again.

## Said once

listings-flash-published = Your listing is live.
listings-flash-in-review = Your listing is sent. We look at it before it goes live.
listings-flash-draft-saved = Your draft is saved.
listings-flash-changed = Your changes are saved.
listings-flash-unfinished = This draft is not complete yet. Fill in what is missing and publish it.
listings-flash-extended = Your listing has more time now.
listings-flash-renewed = Your listing is live again.
listings-flash-featured = Your listing is featured now.
listings-flash-restored = Your listing is back.
listings-flash-restore-first = Bring the listing back before you edit it.
listings-flash-business-first = Set up your business first, then you can post.

## The link of a reminder

listings-page-renewal-title = Renew your listing
listings-page-renewal-text = Its time is nearly over. Renew it, and people see it for another { $length }, from now on, at the top of the list.
listings-page-renewal-button = Renew it now
listings-page-renewal-hint = One tap is enough; you need not sign in.
listings-page-renewal-done = It is renewed. People see it until { $until }.
listings-page-renewal-review = It is renewed. We look at it before people see it again; its time begins then.
listings-page-renewal-see = See the listing
listings-page-renewal-no = This listing cannot be renewed any more: it was taken back or changed, the link has been used, or it ended more than a week ago. Sign in to see how it stands.
listings-page-renewal-full = Your plan has no place for this listing: as many others as it has room for stay on longer. Sign in and take one of them back, or change to a larger plan. Then come back and renew this one.
listings-page-renewal-sign-in = Sign in and see my listings

## Review and complaints

listings-review-title = To be decided
listings-review-open = { $n ->
    [one] One listing waits for a decision.
   *[other] { $n } listings wait for a decision, the oldest first.
}
listings-review-empty-title = Nothing to decide
listings-review-empty-text = New listings that have to be looked at, and those that people complain about, stand here.
listings-review-approve = Let it go live
listings-review-keep = Keep it live
listings-review-reason = If not: why? Its owner reads this.
listings-review-pictures = Its pictures are at fault: stop them elsewhere too
listings-review-reject = Refuse it
listings-review-finding-new-business = New business
listings-review-finding-resubmitted = Was refused before
listings-review-finding-forbidden = Names forbidden goods
listings-review-finding-duplicate = Another one says the same
listings-review-finding-price = Unusual price
listings-review-finding-picture = Picture of a refused listing
listings-report-title = Report this listing
listings-report-text = Tell us what is wrong. We look at it; the business does not learn who told us.
listings-report-reason = What is wrong?
listings-report-reason-scam = It looks like a fraud
listings-report-reason-forbidden = It must not be sold
listings-report-reason-wrong = It is not as described, or gone
listings-report-reason-copy = It is copied or appears several times
listings-report-reason-offensive = It is offensive
listings-report-reason-other = Something else
listings-report-note = In your own words
listings-report-note-hint = Optional, unless you chose “something else”.
listings-report-send = Send
listings-page-report = Report this listing
listings-flash-approved = Decided: it is live.
listings-flash-rejected = Decided: it is refused, and its owner reads why.
listings-flash-changed-since = The listing was changed since you read it. What waits stands here as it is now.
listings-flash-reported = Thank you. We look at this listing.

## How a listing does

listings-statistics-title = How it does
listings-statistics-link = How it does
listings-statistics-text = The last 14 days. Everybody is counted once a day; you and your team are not.
listings-statistics-shown = Shown in lists
listings-statistics-views = Opened
listings-statistics-contacts = Called or wrote
listings-statistics-saves = Saved
listings-statistics-day = Day
listings-statistics-table = The same as a table
listings-statistics-date = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[12] Dec
}
listings-statistics-share = That is { $share } % of everything shown in lists since it was posted.
listings-statistics-slot = In its featured place it was shown { $n } times: { $share } % of all featured places in that time. { $slots ->
    [one] It is the only one at the moment.
   *[other] An even share among the { $slots } at the moment would be { $even } %.
}
listings-page-matches = What goes together with it
listings-page-propose = Propose a category
listings-page-proposed = We think it belongs here:
listings-page-proposed-none = We have no proposal for these words. Choose one from the list.
listings-page-call = Call
listings-page-whatsapp = WhatsApp
listings-page-whatsapp-text = Hello, I have seen “{ $title }” on PushNchat: { $url }
