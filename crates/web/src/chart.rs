//! Small bar charts.

/// Height of a chart, and width of a bar with the gap behind it, in the units of its drawing.
const HEIGHT: i64 = 56;
const STEP: i64 = 20;

/// One bar, and the part of it that is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Left edge.
    pub x: i64,
    /// Upper edge.
    pub y: i64,
    /// Of the whole.
    pub height: i64,
    /// Upper edge of the part.
    pub part_y: i64,
    /// Of the part.
    pub part_height: i64,
}

/// A row of bars, the oldest first.
#[derive(Debug)]
pub struct Chart {
    /// What is counted.
    pub label: String,
    /// All of it together, in words.
    pub total: String,
    /// Of all bars.
    pub width: i64,
    /// In order.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// The chart of `values`: a whole, and a part of it that is none or all where nothing is told apart.
    #[must_use]
    pub fn of(label: String, total: String, values: &[(i64, i64)]) -> Self {
        let most = values.iter().map(|(whole, _)| *whole).max().unwrap_or(0).max(1);
        // What is anything at all is seen.
        let height = |value: i64| (value * HEIGHT / most).max(i64::from(value > 0) * 2);
        let bar = |(at, (whole, part)): (usize, &(i64, i64))| Bar {
            x: i64::try_from(at).unwrap_or(0) * STEP,
            y: HEIGHT - height(*whole),
            height: height(*whole),
            part_y: HEIGHT - height(*part),
            part_height: height(*part),
        };
        let width = i64::try_from(values.len()).unwrap_or(1) * STEP - 4;
        Self { label, total, width, bars: values.iter().enumerate().map(bar).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_fills_the_chart_and_little_is_seen() {
        let chart = Chart::of("Requests".to_owned(), "1,001".to_owned(), &[(1000, 500), (1, 0), (0, 0)]);
        let told: Vec<_> =
            chart.bars.iter().map(|bar| (bar.x, bar.y, bar.height, bar.part_y, bar.part_height)).collect();
        assert_eq!(told, [(0, 0, 56, 28, 28), (20, 54, 2, 56, 0), (40, 56, 0, 56, 0)]);
        assert_eq!(chart.width, 56);
    }
}
