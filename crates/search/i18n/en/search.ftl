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
search-narrower = Narrow down
search-more-filters = More filters
search-category = Category
search-country = Country
search-city = Town
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
search-businesses = Businesses
search-businesses-all = All businesses
search-businesses-found = { $n ->
    [one] One business
   *[other] { $n } businesses
}
search-businesses-none = No business goes by this name or trade. Try fewer words.
search-to-listings = To the listings
search-none-title = Nothing found
search-none-text = Try other or fewer words. Or say what you need: sellers see requests first thing.
search-none-post = Post a request
search-broader = Search for one word only

search-error-type = Search for `listings` or `businesses`.
search-error-category = There is no such category.
search-error-country = Use a country's two-letter code, such as NG.
search-error-kind = Choose OFFER or REQUEST.
search-error-switch = Say true or false.
search-error-price = Write the price as a number, such as 1500.
search-error-price-order = The highest price is below the lowest.
search-error-price-currency = A price needs its currency.
search-error-currency = There is no such currency.
search-error-coordinate = Latitude goes from -90 to 90, longitude from -180 to 180; both are needed.
search-error-radius = Choose a distance from 1 to 500 km.
search-error-radius-place = A distance needs a place to start from.
search-listings = Listings
