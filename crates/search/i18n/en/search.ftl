### Search and explore.

search-title = Search
search-title-for = Results for “{ $q }”
search-explore = Explore
search-categories = Categories
search-newest = New today
search-quiet-title = All quiet here
search-quiet-text = Nobody has posted yet. Yours would be the first that people see.

search-filters = Show
search-kind-all = All
search-kind-offers = Offers
search-kind-requests = Wanted
search-only-verified = Verified sellers
search-only-photo = With photo
search-category = Category
search-country = Country
search-city = Town
search-only-featured = Featured only
search-age = Posted
search-age-24 = In the last 24 hours
search-age-48 = In the last 2 days
search-age-72 = In the last 3 days
search-market = Meant for
search-market-afcfta = Trade inside Africa (AfCFTA)
search-market-africa-us = From Africa to the USA
search-market-us-africa = From the USA to Africa
search-radius = Within
search-any = Any
search-price-min = Price from
search-price-max = Price up to
search-currency = Currency
search-apply = Show results
search-clear = Without filters

search-found = { $n ->
    [one] One result
   *[other] { $n } results
}
search-found-many = More than { $n } results
search-corrected = Nothing has the words as you typed them. These results are for “{ $q }”.
search-along = Very few have a word as you typed it. After these come results for “{ $q }”.
search-businesses = Businesses
search-businesses-all = All businesses
search-businesses-found = { $n ->
    [one] One business
   *[other] { $n } businesses
}
search-businesses-none = No business goes by this name or trade. Try fewer words.
search-none-title = Nothing found
search-none-text = Try other or fewer words. Or say what you need: sellers see requests first thing.
search-none-yet = Nothing that fits among the first. Press “Show more” to look further.
search-none-post = Post a request
search-broader = Search for one word only

search-error-type = Search for `listings`, `businesses` or `all`.
search-error-category = There is no such category.
search-error-country = Use a country's two-letter code, such as NG.
search-error-kind = Choose OFFER or REQUEST.
search-error-switch = Say true or false.
search-error-price = Write the price as a number, such as 1500.
search-error-price-order = The highest price is below the lowest.
search-error-price-currency = A price needs its currency.
search-error-currency = There is no such currency.
search-error-coordinate = Latitude goes from -90 to 90, longitude from -180 to 180; both are needed.
search-error-market = Choose one of the markets.
search-error-age = Choose 24, 48 or 72 hours.
search-error-radius = Choose a distance from 1 to 500 km.
search-error-radius-place = A distance needs a place to start from.
search-listings = Listings

search-what = Listings or businesses
search-filter = Filters
search-without = Without
search-filter-title = Filters and order
search-sort = Order
search-sort-best = Best first
search-sort-newest = Newest first
search-sort-nearest = Nearest first
search-sort-cheapest = Lowest price first
search-sort-dearest = Highest price first
search-kind = Offers or requests
search-place-first = Choose a place to search around it
search-within = Within { $distance }
search-price-over = From { $price }
search-price-under = Up to { $price }
search-most = Nothing has all these words. These have all but one.
search-trending = Many are looking at
search-save = Save search
search-saved-title = Saved searches
search-saved-text = You are told when a new listing matches, at most once an hour for each search.
search-saved-none-title = No saved searches
search-saved-none-text = Search for what you need and press “Save search”. You are told when somebody posts it.
search-saved-done = The search is saved. You are told when something new matches.
search-saved-gone = The search is no longer saved.
search-saved-forget = Remove
search-saved-forget-one = Remove the saved search “{ $name }”
search-alerts-on = Alerts are on
search-alerts-off = Alerts are off
search-alerts-stop = Alerts are on for “{ $name }”: turn them off
search-alerts-start = Alerts are off for “{ $name }”: turn them on
search-error-sort = Choose best, newest, nearest, or, for listings, cheapest or dearest.
search-error-sort-place = “Nearest” needs a place to start from.
search-error-sort-all = Listings and businesses in one list come in the order “best” only.
search-error-save-kind = Only searches for listings can be saved.
search-error-save-empty = Write words or set a filter before you save a search.
search-error-save-query = This is not a search that can be done.
search-error-saved-too-many = You have { $limit } saved searches. Remove one to save another.
