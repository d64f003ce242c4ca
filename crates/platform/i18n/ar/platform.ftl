platform-error-internal = حدث خطأ من جانبنا. لم يضِع شيء مما كتبته؛ حاول مرة أخرى من فضلك.
platform-error-unavailable = تعذّر الوصول إلى جزء من PushNchat الآن. حاول مرة أخرى بعد ثوانٍ.
platform-error-not-found = لا يوجد شيء في هذا العنوان، أو لم يعد موجودًا.
platform-error-method = هذا العنوان لا يعرف هذا الإجراء.
platform-error-unauthorized = سجّل الدخول أولًا من فضلك.
platform-error-forbidden = ليس لحسابك الحق في القيام بهذا.
platform-error-token = رمز الدخول غير صالح أو انتهت صلاحيته. سجّل الدخول من جديد.
platform-error-cross-site = لسلامتك رُفض هذا الطلب لأنه جاء من موقع آخر. افتح PushNchat وحاول من هناك.
platform-error-rate-limited = طلبات كثيرة جدًا. حاول مرة أخرى بعد { $seconds ->
    [zero] لحظات
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
}.
platform-error-rooms = لديك أكبر عدد مسموح به من الغرف المفتوحة. غادر واحدة أولاً.
platform-error-cursor = هذا الموضع يخص قائمة أخرى. ابدأ من الصفحة الأولى.
platform-error-limit = اطلب من 1 إلى 100 عنصر.
platform-error-query-too-long = العنوان طويل جدًا.
platform-error-media-type = هذا العنوان لا يقبل هذا النوع من المحتوى.
platform-error-body = انقطع الطلب قبل أن يكتمل.
platform-error-too-large = هذا أكبر مما يقبله هذا العنوان.
platform-error-utf8 = النص ليس UTF-8 صالحًا.
platform-error-malformed = تعذّرت قراءة هذا.
platform-error-unknown-field = لا يوجد هنا حقل بهذا الاسم.
platform-error-duplicate-field = هذا الحقل مكرر.
platform-error-idempotency-key = يتكوّن مفتاح عدم التكرار من 8 إلى 128 حرف ASCII ظاهرًا.
platform-error-idempotency-reused = استُعمل مفتاح عدم التكرار هذا لشيء آخر.
platform-error-under-way = الطلب نفسه ما زال قيد التنفيذ. اسأل مرة أخرى بعد لحظة.
platform-error-version-required = اذكر الإصدار الذي تغيّره عبر If-Match أو `version`.
platform-error-version-stale = غيّر شخص آخر هذا في هذه الأثناء.
platform-check-required = هذا الحقل مطلوب.
platform-check-too-short = { $least } أحرف على الأقل.
platform-check-too-long = { $most } حرفًا على الأكثر؛ لديك { $count }.

# A date with its time of day in UTC.
platform-moment = { $day } { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
} { $year }، { $time } بالتوقيت العالمي
