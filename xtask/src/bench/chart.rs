//! Draws the results.

use anyhow::Context as _;
use plotters::prelude::*;

use super::measurement::Measurement;

const SIZE: (u32, u32) = (900, 600);

/// The CPU seconds over the number of operations, both logarithmic, as SVG: a dot for each
/// specification, and a line through the synthetic ones.
pub(super) fn svg(measurements: &[Measurement]) -> anyhow::Result<String> {
    let points = || measurements.iter().filter_map(point);
    let (most_operations, most_seconds) = points().fold((10.0_f64, 1.0_f64), |most, (x, y)| {
        (most.0.max(x), most.1.max(y))
    });
    let least_seconds = points().map(|(_, y)| y).fold(0.1, f64::min);
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .margin(20)
        .x_label_area_size(45)
        .y_label_area_size(65)
        .build_cartesian_2d(
            (1.0..most_operations * 1.5).log_scale(),
            (least_seconds / 2.0..most_seconds * 2.0).log_scale(),
        )?;
    chart
        .configure_mesh()
        .light_line_style(BLACK.mix(0.05))
        .x_desc("operations")
        .y_desc("CPU seconds to generate the client")
        .x_label_formatter(&|operations| operations.to_string())
        .y_label_formatter(&|seconds| seconds.to_string())
        .axis_desc_style(("sans-serif", 20))
        .label_style(("sans-serif", 18))
        .draw()?;
    for (index, tool) in tools(measurements).into_iter().enumerate() {
        let color = Palette99::pick(index).to_rgba();
        let own = || measurements.iter().filter(|it| it.tool == tool);
        let line = own().filter(|it| it.synthetic).filter_map(point);
        chart.draw_series(
            own()
                .filter_map(point)
                .map(|it| Circle::new(it, 4, color.filled())),
        )?;
        chart
            .draw_series(LineSeries::new(line, color.stroke_width(2)))?
            .label(tool)
            .legend(move |(x, y)| Circle::new((x + 10, y), 4, color.filled()));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.3))
        .label_font(("sans-serif", 19))
        .draw()?;
    area.present().context("cannot draw the chart")?;
    drop(chart);
    drop(area);
    Ok(text)
}

/// The programs, in the order of the results.
fn tools(measurements: &[Measurement]) -> Vec<&'static str> {
    let mut tools = Vec::new();
    for measurement in measurements {
        if !tools.contains(&measurement.tool) {
            tools.push(measurement.tool);
        }
    }
    tools
}

#[expect(clippy::cast_precision_loss, reason = "specifications are small")]
fn point(measurement: &Measurement) -> Option<(f64, f64)> {
    Some((
        measurement.operations.max(1) as f64,
        measurement.cpu_seconds()?,
    ))
}
