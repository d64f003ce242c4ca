//! Pictures of the goods: flat, warm still lifes that are drawn, not stored. Every scene that `products.txt` names has
//! one; listings of the same goods share it.

mod animals;
mod building;
mod canvas;
mod cloth;
mod crafts;
mod desk;
mod devices;
mod food;
mod home;
mod machines;
mod packs;
mod places;
mod shapes;
mod vehicles;
mod wear;

use image::RgbImage;

use canvas::{Canvas, hex};
use cloth::Pattern;
use food::Fruit;
use home::Appliance;
use shapes::{Ground, outdoors, room};
use vehicles::Body;

/// Draws a scene, `width` pixels across and three quarters of that high; none when there is no such scene. Meant for
/// 960 pixels; one picture takes about a tenth of a second without an optimiser.
#[must_use]
pub fn render(scene: &str, width: usize) -> Option<RgbImage> {
    let mut canvas = Canvas::new(width);
    let zoom = backdrop(&mut canvas, scene);
    // Zoomed about the middle of the foot of things, so that they stay on the ground.
    let (x, y) = (480.0, 615.0);
    let mut known = None;
    canvas.within((x - x * zoom, y - y * zoom), zoom, 0.0, |canvas| known = paint(canvas, scene));
    known?;
    Some(canvas.finish())
}

/// Big things stand under the sky, the rest on a table in one of the rooms; says how much larger to draw them, as a
/// card shows only the middle square.
fn backdrop(c: &mut Canvas, scene: &str) -> f32 {
    let family = scene.split('-').next().unwrap_or(scene);
    match family {
        "car" | "pickup" | "bus" | "van" | "truck" | "tricycle" | "moto" | "courier" | "streetlight"
        | "flats" | "hotel" | "shop" | "warehouse" => outdoors(c, Ground::Road),
        "goat" | "cow" | "hen" | "scrap" | "savanna" => outdoors(c, Ground::Earth),
        "tractor" | "house" | "field" | "solar" | "tent" | "pump" => outdoors(c, Ground::Grass),
        "ship" | "plane" => outdoors(c, Ground::Sea),
        "dunes" | "sand" | "gravel" | "ore" | "salt" => outdoors(c, Ground::Sand),
        // The sum of the letters spreads the scenes over the rooms.
        _ => {
            room(c, scene.bytes().map(usize::from).sum());
            return 1.12;
        }
    }
    1.0
}

fn paint(c: &mut Canvas, scene: &str) -> Option<()> {
    let jute = hex(0xC49A63);
    match scene {
        "sack-maize" => food::sacks(c, jute, hex(0xF0BE2E), 8.0),
        "sack-rice" => food::sacks(c, hex(0xE9DCC3), hex(0xF4EAD2), 5.0),
        "sack-sorghum" => food::sacks(c, jute, hex(0xB8693A), 5.0),
        "sack-beans" => food::sacks(c, hex(0xD2B07A), hex(0x8E3A2C), 9.0),
        "sack-cocoa" => food::sacks(c, hex(0xB98A55), hex(0x6A3C20), 11.0),
        "sack-coffee" => food::sacks(c, jute, hex(0x8B8F5A), 8.0),
        "sack-groundnut" => food::sacks(c, hex(0xD2B07A), hex(0xC9824A), 9.0),
        "sack-flour" => food::bags(c, hex(0xF4EBDD), hex(0xB4412B)),
        "sack-cement" => food::bags(c, hex(0xC9C2B4), hex(0x3E6E8A)),
        "sack-fertiliser" => food::bags(c, hex(0xF1F0EA), hex(0x0B6B4B)),
        "sack-plain" => food::bags(c, hex(0xE9DCC3), hex(0xC98A3A)),
        "pile-tomato" => food::crate_of(c, fruit(0xD3302B, 0xE0562E, 44.0, 41.0, Some(0x3F7D3A))),
        "pile-orange" => food::crate_of(c, fruit(0xF08A1E, 0xF2A52E, 48.0, 47.0, Some(0x4C8A3F))),
        "pile-mango" => food::crate_of(c, fruit(0xF2B02E, 0xD9682E, 64.0, 48.0, Some(0x5E7A33))),
        "pile-avocado" => food::crate_of(c, fruit(0x4C6B2E, 0x35502A, 60.0, 44.0, None)),
        "pile-dates" => food::crate_of(c, fruit(0x7A3F1E, 0x9A5A2A, 34.0, 21.0, None)),
        "pile-onion" => food::crate_of(c, fruit(0x9A3A5E, 0x7A2E4E, 48.0, 44.0, Some(0xC9A56A))),
        "pile-pepper" => food::crate_of(c, fruit(0xCF2E24, 0xE9A72E, 58.0, 26.0, Some(0x3F7D3A))),
        "pile-cabbage" => food::crate_of(c, fruit(0x8DB86A, 0x75A558, 74.0, 66.0, None)),
        "pile-potato" => food::crate_of(c, fruit(0xC99A5E, 0xB5814A, 56.0, 42.0, None)),
        "pile-yam" => food::roots(c, hex(0x8A5A36)),
        "bananas" => food::bananas(c),
        "pineapple" => food::pineapples(c),
        "eggs" => food::eggs(c),
        "hen" => animals::hen(c),
        "goat" => animals::cattle(c, hex(0xE9DCC3), hex(0x6B4423), false),
        "cow" => animals::cattle(c, hex(0x8A4B2A), hex(0xF4EBDD), true),
        "fish" => animals::fish(c),
        "spices" => food::spices(c),
        "tea" => food::tea(c),
        "cup" => food::coffee_set(c),
        "jar-honey" => food::jars(c, hex(0xE09A1E), hex(0xE5B54A), hex(0x8A4B22)),
        "jar-shea" => food::jars(c, hex(0xF4E6C0), hex(0x6B4423), hex(0x0B6B4B)),
        "jars" => food::jars(c, hex(0xC9E0E0), hex(0xC7CBCE), hex(0xF2A51E)),
        "oil" => food::bottles(c, hex(0xD99A1E), hex(0x2E6631), Some(hex(0x2E6631))),
        "juice" => food::bottles(c, hex(0xB3202E), hex(0xF2A51E), Some(hex(0xB4412B))),
        "bottles" => food::bottles(c, hex(0xA9D3DE), hex(0x1F6FB2), None),
        "rolls-wax" => cloth::rolls(
            c,
            Pattern::Wax,
            [[0xE08A1E, 0xF7E3B0, 0x14532F], [0x1F4E79, 0xF2A51E, 0xB4412B], [0xB4412B, 0xF7E3B0, 0x1F4E79]],
        ),
        "rolls-kente" => cloth::rolls(
            c,
            Pattern::Kente,
            [[0xB4412B, 0xF2A51E, 0x1C3A2E], [0x0B6B4B, 0xF2C14E, 0x24202A], [0x233B6E, 0xF2A51E, 0xB4412B]],
        ),
        "rolls-mud" => cloth::rolls(
            c,
            Pattern::Mud,
            [[0x2B2018, 0xE9DCC3, 0xA6572C], [0xA6572C, 0xF4DFA7, 0x2B2018], [0x4A3524, 0xE9DCC3, 0x2B2018]],
        ),
        "rolls-plain" => {
            cloth::rolls(c, Pattern::Plain, [[0x3E6E8A, 0, 0], [0xC8622D, 0, 0], [0x6B7A3A, 0, 0]])
        }
        "rug" => cloth::rug(c),
        "curtain" => cloth::curtain(c, hex(0xC8622D)),
        "shirt-white" => wear::shirt(c, hex(0xF1EDE4), hex(0xC9BFA8)),
        "shirt-blue" => wear::shirt(c, hex(0x2F5F9C), hex(0xF4EBDD)),
        "shirt-green" => wear::shirt(c, hex(0x1F8A5F), hex(0xF2C14E)),
        "kaftan" => wear::kaftan(c),
        "dress" => wear::dress(c),
        "shoes" => wear::shoes(c, hex(0x4A3428), false),
        "sandals" => wear::shoes(c, hex(0xA5622F), true),
        "bag-leather" => wear::bag(c, hex(0x8A4B22), hex(0xE5B54A)),
        "bag-blue" => wear::bag(c, hex(0x1F6FB2), hex(0xF2A51E)),
        "basket" => crafts::basket(c),
        "pottery" => crafts::pottery(c),
        "mask" => crafts::mask(c),
        "beads" => crafts::beads(c),
        "jewel" => crafts::jewel(c),
        "drum" => crafts::drum(c),
        "painting" => crafts::painting(c),
        "sewing" => cloth::sewing(c),
        "wig" => crafts::wig(c),
        "bricks-grey" => building::bricks(c, hex(0xA8A59C)),
        "bricks-red" => building::bricks(c, hex(0xB8552F)),
        "planks" => building::planks(c),
        "pipes" => building::pipes(c, hex(0xC9CED1), true, 62.0),
        "rebar" => building::pipes(c, hex(0x8A7468), false, 33.0),
        "roofing" => building::roofing(c),
        "paint" => building::paint(c),
        "tank" => building::tank(c),
        "tiles" => building::tiles(c),
        "bulbs" => devices::bulbs(c),
        "phone" => devices::phones(c),
        "tablet" => devices::tablet(c),
        "laptop" => devices::laptop(c),
        "screen" => devices::screen(c, false),
        "tv" => devices::screen(c, true),
        "printer" => devices::printer(c),
        "router" => devices::router(c),
        "speaker" => devices::speakers(c),
        "charger" => devices::charger(c),
        "repair" => devices::repair(c),
        "tools" => machines::tools(c),
        "drill" => machines::drill(c),
        "gears" => machines::gears(c),
        "tyre" => machines::tyres(c),
        "battery" => machines::battery(c),
        "generator" => machines::generator(c),
        "pump" => machines::pump(c),
        "mill" => machines::mill(c),
        "fridge" => home::appliance(c, Appliance::Fridge),
        "freezer" => home::appliance(c, Appliance::Freezer),
        "washer" => home::appliance(c, Appliance::Washer),
        "oven" => home::appliance(c, Appliance::Oven),
        "fan" => home::fan(c),
        "sofa-green" => home::sofa(c, hex(0x1F7A58)),
        "table" => home::table(c),
        "chair" => home::chair(c),
        "bed" => home::bed(c),
        "pots" => home::pots(c, hex(0x9AA3A8)),
        "tagine" => home::tagine(c),
        "plates" => home::plates(c),
        "cartons" => packs::cartons(c, hex(0xC08A50)),
        "crates" => packs::crates(c),
        "jerrycans" => packs::jerrycans(c),
        "paperbags" => packs::paperbags(c),
        "soap" => packs::soap(c),
        "cosmetics" => packs::cosmetics(c),
        "perfume" => packs::perfume(c),
        "makeup" => packs::makeup(c),
        "medkit" => machines::medkit(c),
        "microscope" => machines::microscope(c),
        "herbs" => packs::herbs(c),
        "stove" => home::stove(c),
        "gas" => home::gas(c),
        "car-white" => vehicles::car(c, hex(0xE9E6DF), Body::Saloon),
        "car-green" => vehicles::car(c, hex(0x2C6B52), Body::Saloon),
        "car-red" => vehicles::car(c, hex(0xB3302B), Body::Saloon),
        "pickup" => vehicles::car(c, hex(0x3E6E8A), Body::Pickup),
        "bus" => vehicles::van(c, hex(0xF4EBDD), hex(0x1F6FB2), true),
        "van" => vehicles::van(c, hex(0xFBFAF6), hex(0x0B6B4B), false),
        "truck-red" => vehicles::truck(c, hex(0xC2452F), true),
        "truck-blue" => vehicles::truck(c, hex(0x1F5F9C), false),
        "truck-green" => vehicles::truck(c, hex(0x1F7A58), false),
        "truck-white" => vehicles::truck(c, hex(0xD7DBDD), false),
        "moto" => vehicles::moto(c, hex(0xB3302B), false),
        "courier" => vehicles::moto(c, hex(0x1F6FB2), true),
        "tricycle" => vehicles::tricycle(c),
        "tractor" => vehicles::tractor(c),
        "ship" => vehicles::ship(c),
        "plane" => vehicles::plane(c),
        "house" => places::house(c),
        "flats" => places::flats(c),
        "hotel" => places::hotel(c),
        "shop" => places::shop(c),
        "warehouse" => places::warehouse(c),
        "field" => places::field(c),
        "savanna" => places::savanna(c),
        "dunes" => places::dunes(c),
        "sand" => building::heap(c, hex(0xD9A55E), None),
        "salt" => building::heap(c, hex(0xF4F1EA), None),
        "gravel" => building::heap(c, hex(0x9A9690), Some(24.0)),
        "ore" => building::heap(c, hex(0x4A4038), Some(30.0)),
        "ingots" => building::ingots(c, hex(0xB4BABE)),
        "copper" => building::ingots(c, hex(0xC2703A)),
        "solar" => machines::solar(c),
        "streetlight" => machines::streetlight(c),
        "tent" => places::tent(c),
        "scrap" => building::scrap(c),
        "catering" => home::catering(c),
        "documents" => desk::documents(c),
        "legal" => desk::legal(c),
        "accounting" => desk::accounting(c),
        "coins" => desk::coins(c),
        "posters" => desk::posters(c),
        "security" => desk::security(c),
        "camera" => desk::camera(c),
        "cleaning" => desk::cleaning(c),
        "books" => desk::books(c),
        "pencils" => desk::pencils(c),
        "blackboard" => desk::blackboard(c),
        _ => return None,
    }
    Some(())
}

fn fruit(color: u32, other: u32, rx: f32, ry: f32, stalk: Option<u32>) -> Fruit {
    Fruit { color: hex(color), other: hex(other), rx, ry, stalk: stalk.map(hex) }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::VOCABULARY;
    use super::*;

    #[test]
    fn every_scene_of_the_vocabulary_can_be_drawn_and_no_two_are_the_same() {
        let mut drawn = std::collections::HashMap::new();
        for product in &VOCABULARY.products {
            let picture = render(product.scene, 96).unwrap_or_else(|| panic!("no scene {}", product.scene));
            if let Some(other) = drawn.insert(picture.into_raw(), product.scene) {
                assert_eq!(other, product.scene);
            }
        }
        assert!(drawn.len() >= 80, "{}", drawn.len());
    }

    #[test]
    fn a_picture_is_the_same_every_time_and_has_something_on_it() {
        let picture = render("pile-tomato", 240).expect("a scene");
        assert_eq!(picture.dimensions(), (240, 180));
        assert_eq!(Some(&picture), render("pile-tomato", 240).as_ref());
        let middle = picture.get_pixel(120, 90).0;
        assert!(middle[0] > 2 * middle[2], "tomatoes are red: {middle:?}");
    }

    #[test]
    fn an_unknown_scene_is_none() {
        assert_eq!(render("unicorn", 96), None);
    }
}
