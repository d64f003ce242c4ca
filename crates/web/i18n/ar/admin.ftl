### نصوص ما يعتني به المشرفون.

web-dead-letters-title = مهام فشلت
web-dead-letters-count = { $n ->
    [zero] لم تُوضَع أي مهمة جانبًا.
    [one] وُضعت مهمة واحدة جانبًا.
    [two] وُضعت مهمتان جانبًا.
    [few] وُضعت { $n } مهام جانبًا.
    [many] وُضعت { $n } مهمة جانبًا.
   *[other] وُضعت { $n } مهمة جانبًا.
}
web-dead-letters-text = أصلِح السبب أولًا، ثم أعِد تنفيذها.
web-dead-letters-empty-title = لم يفشل شيء
web-dead-letters-empty-text = ما يتعذّر تنفيذه في الخلفية، كرسالة بريد لا يقبلها أحد، ينتظرك هنا.
web-dead-letters-tries = { $n ->
    [zero] لا محاولات
    [one] محاولة واحدة
    [two] محاولتان
    [few] { $n } محاولات
    [many] { $n } محاولة
   *[other] { $n } محاولة
}
web-dead-letters-cause = السبب:
web-dead-letters-payload = ما الذي كانت تتعلق به
web-dead-letters-trace = أثرها في السجل:
web-dead-letters-replay = أعِد التنفيذ
web-dead-letters-drop = التخلص منها…
web-dead-letters-drop-text = لن تُنفَّذ أبدًا بعد ذلك، ولا يمكن استرجاعها.
web-dead-letters-drop-now = تخلّص منها
web-dead-letters-replayed = يُعاد تنفيذها الآن.
web-dead-letters-dropped = تم التخلص منها.
