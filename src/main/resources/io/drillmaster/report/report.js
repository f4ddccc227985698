(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('figures').textContent);
  var root = document.documentElement;
  var charts = [];
  root.classList.add('js');

  function colour(name) {
    return getComputedStyle(root).getPropertyValue('--' + name).trim();
  }

  function seconds(value) {
    var rounded = Math.abs(value) < 10 && value % 1 !== 0 ? value.toFixed(1) : String(Math.round(value));
    return (value > 0 ? '+' : '') + rounded + ' s';
  }

  var zero = Date.parse(data.zeroWall);
  function utc(value) {
    return isNaN(zero) ? '' : new Date(zero + value * 1000).toISOString().substring(11, 19) + 'Z';
  }

  function node(tag, text, style) {
    var element = document.createElement(tag);
    element.textContent = text;
    if (style) { element.style.cssText = style; }
    return element;
  }

  /* Tooltips are built from nodes, never from text that could be markup. */
  function tooltip(unit) {
    return function (items) {
      var box = node('div', '');
      if (!items.length) { return box; }
      var x = items[0].axisValue;
      box.appendChild(node('div', unit ? seconds(Number(x)).replace('+', '') : seconds(Number(x)) + '   ' + utc(Number(x)), 'color:' + colour('soft')));
      items.forEach(function (item) {
        var value = item.value.length > 2 ? item.value[2] : item.value[1];
        if (value === null || value === undefined || value === 0 && items.length > 4) { return; }
        var row = node('div', '', 'display:flex;gap:1.5em;justify-content:space-between');
        var label = node('span', '');
        label.appendChild(node('span', '', 'display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.5em;background:' + item.color));
        label.appendChild(document.createTextNode(item.seriesName));
        row.appendChild(label);
        row.appendChild(node('b', unit ? (value * 100).toFixed(1) + ' %' : Number(value).toLocaleString('en'), 'font-weight:600'));
        box.appendChild(row);
      });
      return box;
    };
  }

  function look() {
    return { backgroundColor: 'transparent', animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily } };
  }

  function tip(unit) {
    return { trigger: 'axis', formatter: tooltip(unit), confine: true, backgroundColor: colour('card'), borderColor: colour('rule'), textStyle: { color: colour('ink'), fontSize: 12 }, axisPointer: { type: 'line', lineStyle: { color: colour('soft'), width: 1, type: 'solid' } } };
  }

  function timeAxis(extra) {
    return Object.assign({
      type: 'value', min: Math.floor(data.from), max: Math.ceil(data.to),
      axisLine: { lineStyle: { color: colour('rule') } }, axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { color: colour('soft'), fontSize: 11, lineHeight: 15, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: function (v) { return seconds(v) + '\n' + utc(v); } }
    }, extra || {});
  }

  function countAxis(extra) {
    return Object.assign({
      type: 'value', axisLine: { show: false }, axisTick: { show: false }, splitNumber: 4, boundaryGap: [0, '14%'],
      splitLine: { lineStyle: { color: colour('rule') } },
      axisLabel: { color: colour('soft'), fontSize: 11, formatter: function (v) { return v.toLocaleString('en'); } }
    }, extra || {});
  }

  function marks(labelled) {
    return {
      silent: true, symbol: 'none', animation: false,
      data: data.marks.map(function (mark) {
        var fault = mark.kind === 'FAULT' || mark.kind === 'MARKED';
        return {
          xAxis: mark.at,
          lineStyle: { color: colour(fault ? 'fault' : 'soft'), width: fault ? 1.5 : 1, type: fault ? 'solid' : 'dotted' },
          label: { show: labelled && fault, formatter: function () { return mark.text + (mark.node && mark.text.indexOf(mark.node) < 0 ? ' ' + mark.node : ''); }, position: 'insideEndTop', rotate: 0, align: 'left', padding: [0, 0, 0, 6], color: colour('fault'), fontSize: 11, fontWeight: 600, width: 200, overflow: 'truncate', distance: [0, -14] }
        };
      })
    };
  }

  function unfit() {
    return {
      silent: true, itemStyle: { color: colour('unknown'), opacity: 0.14 },
      label: { color: colour('unknown'), fontSize: 11, position: 'insideTop' },
      data: data.unfit.map(function (gap) {
        var wide = gap.to - gap.from > (data.to - data.from) / 8;
        return [{ xAxis: gap.from, name: wide ? 'harness unfit' : '' }, { xAxis: gap.to }];
      })
    };
  }

  function pairs(values) {
    return values.map(function (value, i) { return [data.bins[i], value]; });
  }

  function draw(id, option, joined) {
    var element = document.getElementById(id);
    if (!element) { return; }
    var chart = echarts.init(element, null, { renderer: 'svg' });
    chart.setOption(option);
    if (joined) { chart.group = 'time'; }
    charts.push(chart);
  }

  /* A colour thinned over the page, still opaque: layers cover one another. */
  function thinned(name, share) {
    function rgb(hex) { return [1, 3, 5].map(function (at) { return parseInt(hex.substr(at, 2), 16); }); }
    var over = rgb(colour('paper'));
    return 'rgb(' + rgb(colour(name)).map(function (c, i) { return Math.round(c * share + over[i] * (1 - share)); }).join(',') + ')';
  }

  /* Layers add up from the first; the sums are drawn, the tallest first, and the third value is the layer's own. */
  function layers(parts, xs, bars, looks) {
    var sums = xs.map(function () { return 0; });
    return parts.map(function (part, i) {
      var values = xs.map(function (x, at) {
        sums[at] += part.values[at];
        return [x, bars && !part.values[at] ? null : sums[at], part.values[at]];
      });
      return Object.assign({ name: part.name, data: values, z: 2 + parts.length - i, itemStyle: { color: part.tint, borderColor: part.tint, borderWidth: .6 }, emphasis: { disabled: true } }, looks(part));
    });
  }

  function states() {
    var parts = [['served', 'joined', .55], ['joining', 'away', .4], ['rejoining', 'rejoined', .8], ['rebuilding', 'rebuilt', .85], ['lost', 'lost', .9], ['gone', 'away', .9]].filter(function (part) {
      return data.states[part[0]].some(function (n) { return n > 0; });
    }).map(function (part) {
      return { name: part[0], values: data.states[part[0]], tint: thinned(part[1], part[2]) };
    });
    var series = layers(parts, data.bins, false, function (part) {
      return { type: 'line', symbol: 'none', lineStyle: { width: 0 }, areaStyle: { color: part.tint, opacity: 1 } };
    });
    series.push({ type: 'line', data: [], z: 20, markLine: marks(true), markArea: unfit() });
    draw('chart-states', Object.assign(look(), {
      grid: { left: 52, right: 16, top: 40, bottom: 44 }, tooltip: tip(false), xAxis: timeAxis(), yAxis: countAxis(), series: series,
      legend: legend(parts)
    }), true);
  }

  function legend(parts) {
    return { top: 0, left: 46, itemWidth: 10, itemHeight: 10, icon: 'roundRect', textStyle: { color: colour('soft'), fontSize: 12 }, selectedMode: false, data: parts.map(function (part) { return part.name; }) };
  }

  var spanLook = { ALIVE: ['untouched', .8, 0, 1], IN_ROTATION: ['pass', .75, 0, 1], OUT_OF_ROTATION: ['lost', .8, 0, 1], FAULT: ['fault', .9, 1.35, 2.35] };

  /* Sockets of a node are drawn only while it lived: before and after there is a gap, not a zero. */
  function whileAlive(lane) {
    var alive = lane.spans.filter(function (span) { return span.kind === 'ALIVE'; });
    return lane.sockets.map(function (n, i) {
      var t = data.bins[i];
      var there = !alive.length || alive.some(function (span) { return t >= span.from && t <= span.to; });
      return [t, there ? n : null];
    });
  }

  function lanes() {
    var most = Math.max.apply(null, data.lanes.map(function (lane) { return Math.max.apply(null, lane.sockets.concat(1)); }));
    var grids = [], xs = [], ys = [], series = [], titles = [], top = 8;
    data.lanes.forEach(function (lane, i) {
      var tall = lane.sockets.length > 0;
      var plot = tall ? 34 : 0;
      if (tall) {
        grids.push({ left: 116, right: 16, top: top, height: plot });
        xs.push(timeAxis({ gridIndex: grids.length - 1, axisLabel: { show: false }, axisLine: { show: false } }));
        ys.push(countAxis({ gridIndex: grids.length - 1, splitNumber: 1, min: 0, max: most, splitLine: { show: false }, axisLabel: { show: false } }));
        series.push({ name: lane.node + ' sockets', type: 'line', symbol: 'none', xAxisIndex: xs.length - 1, yAxisIndex: ys.length - 1, data: whileAlive(lane), connectNulls: false, lineStyle: { width: 1.5, color: colour('joined') }, itemStyle: { color: colour('joined') }, areaStyle: { color: colour('joined'), opacity: .16 }, markLine: marks(false) });
      }
      var strip = top + plot + 4;
      var last = i === data.lanes.length - 1;
      grids.push({ left: 116, right: 16, top: strip, height: 20 });
      xs.push(timeAxis({ gridIndex: grids.length - 1, axisLabel: last ? timeAxis().axisLabel : { show: false }, axisLine: { show: last, lineStyle: { color: colour('rule') } } }));
      ys.push({ type: 'value', gridIndex: grids.length - 1, min: 0, max: 2.4, show: false });
      var areas = [];
      ['ALIVE', 'OUT_OF_ROTATION', 'IN_ROTATION', 'FAULT'].forEach(function (kind) {
        lane.spans.filter(function (span) { return span.kind === kind; }).forEach(function (span) {
          var l = spanLook[kind];
          areas.push([{ coord: [span.from, l[2]], itemStyle: { color: colour(l[0]), opacity: l[1] } }, { coord: [Math.max(span.to, span.from + (data.to - data.from) / 400), l[3]] }]);
        });
      });
      series.push({ type: 'line', data: [], xAxisIndex: xs.length - 1, yAxisIndex: ys.length - 1, markArea: { silent: true, data: areas }, tooltip: { show: false } });
      titles.push({ type: 'text', left: 8, top: top + (tall ? 6 : 4), silent: true, style: { text: lane.node, fill: colour('ink'), font: '600 12px ' + getComputedStyle(document.body).fontFamily } });
      titles.push({ type: 'text', left: 8, top: top + (tall ? 22 : 20), silent: true, style: { text: tall ? 'max ' + Math.max.apply(null, lane.sockets).toLocaleString('en') + ' sockets' : lane.role, fill: colour('soft'), font: '11px ' + getComputedStyle(document.body).fontFamily } });
      top += tall ? 74 : 44;
    });
    if (!grids.length) { return; }
    draw('chart-lanes', Object.assign(look(), { grid: grids, xAxis: xs, yAxis: ys, series: series, graphic: titles, tooltip: tip(false) }), true);
  }

  function survival() {
    var s = data.survival;
    if (!s.out.length) { return; }
    var ends = s.out.map(function (p) { return p.seconds; }).concat(data.limits.map(function (l) { return l.seconds; }));
    var end = Math.ceil(Math.max.apply(null, ends) * 1.04);
    var tints = { resumed: 'resumed', rejoined: 'rejoined', rebuilt: 'rebuilt', gone: 'away' };
    function points(list, extend) {
      var out = list.map(function (p) { return [p.seconds, p.share]; });
      if (extend && out.length) { out.push([end, out[out.length - 1][1]]); }
      return out;
    }
    var last = s.out[s.out.length - 1];
    var series = [{
      name: 'still out', type: 'line', step: 'end', symbol: 'none', data: points(s.out, last.share === 0), lineStyle: { width: 2.5, color: colour('ink') }, itemStyle: { color: colour('ink') },
      markLine: { silent: true, symbol: 'none', data: data.limits.map(function (l) { return { xAxis: l.seconds, lineStyle: { color: colour('soft'), type: 'dashed', width: 1 }, label: { formatter: function () { return l.text; }, position: 'insideEndTop', rotate: 90, color: colour('soft'), fontSize: 11 } }; }) }
    }].concat(s.ways.map(function (curve) {
      return { name: curve.way, type: 'line', step: 'end', symbol: 'none', data: points(curve.points, true), lineStyle: { width: 1.5, color: colour(tints[curve.way] || 'away') }, itemStyle: { color: colour(tints[curve.way] || 'away') } };
    }));
    draw('chart-survival', Object.assign(look(), {
      grid: { left: 52, right: 16, top: 40, bottom: 34 }, tooltip: tip(true), series: series,
      legend: { top: 0, left: 46, itemWidth: 14, itemHeight: 3, icon: 'rect', textStyle: { color: colour('soft'), fontSize: 12 }, selectedMode: false },
      xAxis: timeAxis({ min: 0, max: end, axisLabel: { color: colour('soft'), fontSize: 11, formatter: function (v) { return v + ' s'; } } }),
      yAxis: countAxis({ min: 0, max: 1, interval: .25, axisLabel: { color: colour('soft'), fontSize: 11, formatter: function (v) { return Math.round(v * 100) + ' %'; } } })
    }), false);
  }

  var answerColours = { '101': ['joined', .7], '200': ['resumed', .7], '502': ['lost', .9], '503': ['unknown', .9], '504': ['fault', .9] };
  function answerColour(answer) {
    var known = answerColours[answer];
    return known ? thinned(known[0], known[1]) : thinned(/^[24]/.test(answer) ? 'away' : 'rebuilt', .8);
  }

  function storm() {
    var parts = data.answers.map(function (answer) {
      return { name: answer.answer, values: answer.attempts, tint: answerColour(answer.answer) };
    });
    var middles = data.bins.map(function (bin, i) { return (bin + (i ? data.bins[i - 1] : data.from)) / 2; });
    var series = layers(parts, middles, true, function () { return { type: 'bar', barGap: '-100%', barCategoryGap: '0%' }; });
    series.push({ type: 'line', data: [], z: 20, markLine: marks(false), markArea: unfit() });
    draw('chart-storm', Object.assign(look(), {
      grid: { left: 52, right: 16, top: 40, bottom: 44 }, tooltip: tip(false), xAxis: timeAxis(), yAxis: countAxis(), legend: legend(parts), series: series
    }), true);
  }

  function all() {
    charts.forEach(function (chart) { chart.dispose(); });
    charts = [];
    states();
    lanes();
    survival();
    storm();
    echarts.connect('time');
    root.setAttribute('data-charts', String(charts.length));
  }

  var button = document.getElementById('theme');
  var system = window.matchMedia('(prefers-color-scheme: dark)');
  function isDark() {
    var chosen = root.getAttribute('data-theme');
    return chosen ? chosen === 'dark' : system.matches;
  }
  function show() {
    button.textContent = isDark() ? 'light' : 'dark';
    all();
  }
  button.hidden = false;
  button.addEventListener('click', function () {
    root.setAttribute('data-theme', isDark() ? 'light' : 'dark');
    show();
  });
  system.addEventListener('change', show);
  window.addEventListener('resize', function () { charts.forEach(function (chart) { chart.resize(); }); });
  window.addEventListener('beforeprint', function () { charts.forEach(function (chart) { chart.resize({ width: 680 }); }); });
  window.addEventListener('afterprint', function () { charts.forEach(function (chart) { chart.resize({ width: 'auto' }); }); });
  show();
})();
