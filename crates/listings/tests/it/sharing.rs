use crate::support::Shop;

#[tokio::test]
async fn what_another_app_shares_begins_a_listing() {
    let shop = Shop::open().await;
    let path = "/listings/new?title=Yellow+maize&text=Dry+and+clean&url=https%3A%2F%2Fexample.com%2Fa";
    let form = shop.ceo().get(path).await.expect(200).text();
    assert!(form.contains("value=\"Yellow maize\""), "{form}");
    assert!(form.contains("Dry and clean\nhttps://example.com/a</textarea>"), "{form}");
    let from_text = shop.ceo().get("/listings/new?text=Red+onions%0Afrom+Kano").await.expect(200).text();
    assert!(
        from_text.contains("value=\"Red onions\"") && from_text.contains("Red onions\nfrom Kano</textarea>")
    );
    let flood = format!("/listings/new?title={}", "x".repeat(3000));
    assert!(
        shop.ceo().get(&flood).await.expect(200).text().contains(&format!("value=\"{}\"", "x".repeat(100)))
    );
}
