### البحث والاستكشاف.

search-title = البحث
search-title-for = نتائج البحث عن «{ $q }»
search-explore = استكشف
search-categories = الفئات
search-newest = أحدث الإعلانات
search-quiet-title = لا شيء هنا بعد
search-quiet-text = لم ينشر أحد حتى الآن. سيكون إعلانك أول ما يراه الناس.

search-filters = عرض
search-kind-all = الكل
search-kind-offers = عروض
search-kind-requests = طلبات
search-only-verified = بائعون موثّقون
search-only-photo = مع صورة
search-narrower = تضييق النتائج
search-more-filters = مزيد من خيارات التصفية
search-category = الفئة
search-country = البلد
search-city = المدينة
search-radius = ضمن مسافة
search-any = أيّ كان
search-price-min = السعر من
search-price-max = السعر حتى
search-currency = العملة
search-apply = عرض النتائج
search-clear = بدون تصفية

search-found = { $n ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $n } نتائج
    [many] { $n } نتيجة
   *[other] { $n } نتيجة
}
search-found-many = أكثر من { $n } نتيجة
search-corrected = لا شيء يحتوي الكلمات كما كتبتها. هذه نتائج «{ $q }».
search-businesses = الشركات
search-businesses-all = كل الشركات
search-businesses-found = { $n ->
    [zero] لا شركات
    [one] شركة واحدة
    [two] شركتان
    [few] { $n } شركات
    [many] { $n } شركة
   *[other] { $n } شركة
}
search-businesses-none = لا توجد شركة بهذا الاسم أو النشاط. جرّب كلمات أقل.
search-to-listings = إلى الإعلانات
search-none-title = لم نجد شيئًا
search-none-text = جرّب كلمات أخرى أو أقل. أو قل ما تحتاج إليه: البائعون يرون الطلبات أولًا.
search-none-post = انشر طلبًا
search-broader = ابحث عن كلمة واحدة فقط

search-error-type = ابحث في `listings` أو `businesses`.
search-error-category = لا توجد فئة كهذه.
search-error-country = استخدم رمز البلد المكوّن من حرفين، مثل EG.
search-error-kind = اختر OFFER أو REQUEST.
search-error-switch = أجب بـ true أو false.
search-error-price = اكتب السعر بالأرقام، مثل 1500.
search-error-price-order = السعر الأعلى أقل من السعر الأدنى.
search-error-price-currency = السعر يحتاج إلى عملة.
search-error-currency = لا توجد عملة كهذه.
search-error-coordinate = خط العرض من -90 إلى 90 وخط الطول من -180 إلى 180، وكلاهما مطلوب.
search-error-radius = اختر مسافة من 1 إلى 500 كم.
search-error-radius-place = المسافة تحتاج إلى مكان تبدأ منه.
search-listings = الإعلانات
