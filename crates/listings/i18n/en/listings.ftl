### Texts of listings.

## What is wrong with what was typed

listings-check-type = Choose whether you offer something or want something.
listings-check-contact = Leave links, e-mail addresses and phone numbers out of the title. People reach you through your page.
listings-check-category = Choose a category from the list.
listings-check-price-negative = A price cannot be below zero.
listings-check-price-too-large = That is more than any price. Check the number of zeros.
listings-check-price-not-a-number = Write the amount as a number, such as 1500.
listings-check-price-digits = This currency has fewer digits after the point.
listings-check-currency = Choose a currency from the list.
listings-check-latitude = A latitude lies between -90 and 90.
listings-check-longitude = A longitude lies between -180 and 180.
listings-check-country = Choose a country from the list.
listings-check-market = Choose a market from the list.
listings-check-duration = Choose 24, 48, 72 or 96 hours.
listings-check-media = One of the photos is not there any more. Add it again.
listings-check-media-twice = One photo stands there twice.
listings-check-media-too-many = A listing can have { $most } photos at most.
listings-check-id = An id made on the phone must be a UUIDv7.
listings-check-range-currency = Say in which currency the prices are.
listings-check-range-order = The highest price is below the lowest.
listings-check-business = This is not the id of a business.
listings-check-time = Write the time like 2026-11-21T08:00:00Z.
listings-check-sort = There is no such order.
listings-check-sort-currency = To sort by price, say in which currency.
listings-check-sort-position = To sort by distance, say from where: `lat` and `lng`.
listings-check-words-sort = Words are answered in the order relevance: ask for sort=relevance.
listings-check-radius = Choose a distance of up to 500 km.
listings-check-status = There is no such state.

## What cannot be done

listings-error-not-found = This listing is not there, or not any more. Listings live for a few days only.
listings-error-renewal-link = This link is not whole, so we cannot tell which listing it renews. Open it once more from the message, or sign in and renew the listing under your own listings.
listings-error-id-taken = This id belongs to another listing.
listings-error-already-published = This listing is published already.
listings-error-not-editable = { $status ->
    [WITHDRAWN] This listing was taken back. Restore it first.
    [EXPIRED] This listing has expired. Renew it instead.
   *[other] This listing cannot be changed at the moment.
}
listings-error-not-live = { $status ->
    [EXPIRED] This listing has expired. Renew it first.
    [DRAFT] This is a draft. Publish it first.
    [WITHDRAWN] This listing was taken back. Restore it first.
   *[other] This only works while the listing is live.
}
listings-error-not-renewable = { $status ->
    [ACTIVE] This listing is live. To give it more time, extend it.
   *[other] Only a listing whose time is over can be renewed.
}
listings-error-not-withdrawn = This listing was not taken back, so there is nothing to restore.
listings-error-restore-too-late = This was taken back more than 30 days ago and cannot be restored.
listings-error-already-featured = This listing is featured already.

## What the plan allows

listings-quota-media = Your plan allows { $limit } photos for each listing.
listings-quota-extensions = { $limit ->
    [one] Your plan allows one extension for each listing, and it has been used. You can renew the listing once it has expired.
   *[other] Your plan allows { $limit } extensions for each listing, and all have been used. You can renew the listing once it has expired.
}
listings-quota-active = { $used } of { $limit } live listings are in use. The next place is free on { $resets }, or when you take one back.
listings-quota-featured = { $used } of { $limit } featured places of this month are used. The next ones come on { $resets }.
listings-quota-featured-plan = Your plan has no featured places. They come with the plan { $plan }.
listings-quota-active-full = { $used } of { $limit } live listings are in use. A place is free when you take one back.

listings-error-not-in-review = { $status ->
    [ACTIVE] This listing is live, and nobody complains about it.
   *[other] There is nothing to decide about this listing.
}
listings-error-own-listing = This is your own listing. You can change it or take it back.
listings-check-reason = Choose what is wrong from the list.
listings-check-days = Choose between 1 and 90 days.
