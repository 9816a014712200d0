#!/usr/bin/env python3
"""Makes cases like those of the tracking bench from other seeds, with their keys.

    makecase.py KIND SEED FOLDER [--targets N] [--radars N] [--seconds S]

KIND is C1, C2, C3a, C3b, C5 or L (large: 40 radars, 2,000 targets). FOLDER gets
radars.csv, plots.csv, case.json, truth.csv and the key files that metrics.py
reads; call it C2-17 or so, that table.py knows the bars. Needs numpy.

The physics is what ../shared/bench/tracking/README.md states: WGS-84, straight
slant range, 4/3-earth horizon, 45 degrees of silence overhead, each target at
its own instant of the turn, steps of 1/256 NM, 360/65536 degrees and 1/128 s,
a Doppler notch, plots lost where two echoes are not resolved, Poisson clutter
with a share in patches, code and height errors, ghosts. What it does not state
(kinds of flights, sizes of patches, ghosts' places) is assumed, so the figures
of a case made here are to be compared with each other only.
"""
import argparse, json, math, os
import numpy as np

A, F = 6378137.0, 1 / 298.257223563
E2 = F * (2 - F)
DT = 0.25   # s, of the flown paths
G = 9.80665


def radii(lat):
    w = np.sqrt(1 - E2 * np.sin(lat) ** 2)
    return A * (1 - E2) / w ** 3, A / w


def ecef(lat, lon, h):
    n = radii(lat)[1]
    return np.stack([(n + h) * np.cos(lat) * np.cos(lon), (n + h) * np.cos(lat) * np.sin(lon), (n * (1 - E2) + h) * np.sin(lat)], -1)


class Flight:
    """A path flown from a list of legs: (seconds, turn rate rad/s, acceleration m/s2, climb m/s)."""
    def __init__(self, kind, start, heading, speed, alt, legs, birth=0.0, death=1e9):
        self.kind, self.birth, self.death = kind, birth, death
        turn, acc, climb = (np.concatenate([np.full(max(1, int(leg[0] / DT)), leg[k]) for leg in legs]) for k in (1, 2, 3))
        v = np.clip(speed + np.cumsum(acc) * DT, 40, 480)
        hdg = heading + np.cumsum(turn) * DT
        self.vx, self.vy = v * np.sin(hdg), v * np.cos(hdg)
        self.h = np.maximum(alt + np.cumsum(climb) * DT, 300.0)
        self.acc = np.hypot(v * turn, acc)
        self.lat, self.lon = np.empty(len(v)), np.empty(len(v))
        la, lo = start
        for i in range(len(v)):
            m, n = radii(la)
            self.lat[i], self.lon[i] = la, lo
            la, lo = la + self.vy[i] * DT / m, lo + self.vx[i] * DT / (n * math.cos(la))
        self.ecef = ecef(self.lat, self.lon, self.h)
        self.code = self.code2 = None
        self.switch, self.altimeter = 1e9, 0.0
        self.icao = self.callsign = self.nacp = self.role = None
        self.swap = (1e9, None)

    def address(self, t):
        return self.swap[1] if t >= self.swap[0] else self.icao

    def at(self, t):
        x = np.clip(np.asarray(t) / DT, 0, len(self.h) - 1.001)
        i = x.astype(int)
        u = (x - i)[..., None]
        return self.ecef[i] * (1 - u) + self.ecef[i + 1] * u

    def height(self, t):
        return np.interp(t, np.arange(len(self.h)) * DT, self.h)


def legs(rng, seconds, kind, speed):
    """legs that fill the time, with turns and changes of a kind of flight"""
    straight, load, level = {'air': (240, (1.05, 1.12), 0.35), 'term': (60, (1.05, 1.15), 0.7), 'ga': (90, (1.03, 1.1), 0.3),
                             'mil': (45, (2.0, 4.5), 0.3), 'cross': (1e6, (1.0, 1.0), 0.0), 'man': (70, (1.1, 1.6), 0.3),
                             'fighter': (40, (3.0, 6.0), 0.3)}[kind]
    out, t = [], 0.0
    while t < seconds:
        d = min(rng.exponential(straight) + 10, seconds)
        climb = rng.uniform(-9, 9) if rng.random() < level else 0.0
        out.append((d, 0.0, 0.0, climb)); t += d
        g = rng.uniform(*load)
        if g > 1:
            w = G * math.sqrt(g * g - 1) / speed
            d = rng.uniform(0.4, 3.0) / w
            out.append((d, w * rng.choice([-1, 1]), 0.0, 0.0)); t += d
    return out + [(2.0, 0, 0, 0)]


def scatter(rng, center, reach):
    """a place within so many metres, evenly over the area"""
    r, a = reach * math.sqrt(rng.random()), rng.uniform(0, 2 * math.pi)
    m, n = radii(center[0])
    return center[0] + r * math.cos(a) / m, center[1] + r * math.sin(a) / (n * math.cos(center[0]))


def beside(place, heading, ahead, right):
    m, n = radii(place[0])
    e = ahead * math.sin(heading) + right * math.cos(heading)
    k = ahead * math.cos(heading) - right * math.sin(heading)
    return place[0] + k / m, place[1] + e / (n * math.cos(place[0]))


def one_radar(rng, center, s):
    out = []
    for i in range(8):  # crossing: all pass near one point in its middle time
        hdg, v = rng.uniform(0, 2 * math.pi), rng.uniform(90, 290)
        birth = rng.choice([0, 0, rng.uniform(0, 300)])
        meet = beside(scatter(rng, center, 45e3), hdg, -v * s / 2, 0)
        out.append(Flight('cross', meet, hdg, v, rng.uniform(1700, 4700), legs(rng, s, 'cross', v), birth))
    hdg, at = rng.uniform(0, 2 * math.pi), scatter(rng, center, 25e3)
    at = beside(at, hdg, -170 * s / 2.5, 0)
    for right in (0, 450):  # a pair, 450 m apart
        out.append(Flight('form', beside(at, hdg, 0, right), hdg, 170, 2500, [(s / 2, 0, 0, 0), (40, 0.02, 0, 0), (s, 0, 0, 0)]))
    hdg = rng.uniform(0, 2 * math.pi)
    at = beside(scatter(rng, center, 25e3), hdg, -140 * s / 2, 0)
    out.append(Flight('trail', beside(at, hdg, 9000, 0), hdg, 130, 2400, legs(rng, s, 'cross', 130)))
    out.append(Flight('trail', at, hdg, 148, 2500, legs(rng, s, 'cross', 148)))
    for i in range(2):
        w = G * math.tan(math.radians(25)) / 110
        out.append(Flight('hold', scatter(rng, center, 55e3), rng.uniform(0, 6.28), 110, 3300, [(60, 0, 0, 0), (math.pi / w, w, 0, 0)] * 12 + [(s, 0, 0, 0)]))
    for i in range(4):
        v = rng.uniform(90, 200)
        out.append(Flight('man', scatter(rng, center, 70e3), rng.uniform(0, 6.28), v, rng.uniform(1500, 3500), legs(rng, s, 'man', v)))
    for i in range(2):
        v = rng.uniform(230, 290)
        out.append(Flight('fighter', scatter(rng, center, 60e3), rng.uniform(0, 6.28), v, rng.uniform(1000, 3300), legs(rng, s, 'fighter', v)))
    return out


def violent(rng, center, s):
    """six profiles after W. D. Blair's benchmark, each three times: (seconds, g, acceleration, climb)"""
    profiles = {'T1': (290, 2660, [(60, 0, 0, 0), (25, 2, 0, 0), (45, 0, 0, 0), (25, -3, 0, 0)]),
                'T2': (305, 4600, [(40, 0, 0, 0), (20, 2.5, 0, 0), (35, 0, 0, 15), (15, -4, 0, 0), (30, 0, 0, 0), (15, 4, 0, 0)]),
                'T3': (457, 4400, [(30, 0, 0, 0), (15, 4, -4, 0), (35, 0, 0, 0), (15, -4, -3, 0), (40, 0, 0, 0)]),
                'T4': (251, 2290 + 1500, [(30, 0, 0, 0), (12, 4, 0, 0), (20, 0, 2, 0), (12, -6, 0, 0), (40, 0, 0, 10), (12, 6, 0, 0)]),
                'T5': (274, 2900, [(25, 0, 0, 0), (10, 5, 0, 0), (15, 0, 4, 20), (10, -5, 0, 0), (15, 0, 0, 0), (10, 6, 0, 0), (20, 0, 0, 0)]),
                'T6': (426, 3000, [(30, 0, 0, 15), (15, 7, -3, 0), (30, 0, 0, 0), (8, 6, 0, 0), (12, -6, 0, 0), (22, 0, 1, 0), (10, 7, 0, 0)])}
    out = []
    for name, (v, h, steps) in profiles.items():
        for k in range(3):
            side = rng.choice([-1, 1])
            flown = [(d, side * g * G / v, a, c) for d, g, a, c in steps] + [(s, 0, 0, 0)]
            out.append(Flight(name, scatter(rng, center, 75e3), rng.uniform(0, 6.28), v, h, flown))
    return out


def traffic(rng, centers, reach, s, n):
    out = []
    for i in range(n):
        kind = rng.choice(['air', 'term', 'mil', 'ga'], p=[0.6, 0.17, 0.13, 0.1])
        v, h = {'air': (rng.uniform(170, 260), rng.uniform(7000, 12500)), 'term': (rng.uniform(80, 190), rng.uniform(1200, 7000)),
                'mil': (rng.uniform(200, 290), rng.uniform(800, 9500)), 'ga': (rng.uniform(46, 100), rng.uniform(500, 4000))}[kind]
        birth = rng.uniform(0, s / 4) if rng.random() < 0.25 else 0.0
        death = rng.uniform(0.6 * s, s) if rng.random() < 0.15 else 1e9
        near = centers[rng.integers(len(centers))]
        f = Flight(kind, scatter(rng, near, reach * (0.4 if kind in ('term', 'ga') else 1)), rng.uniform(0, 6.28), v, h, legs(rng, s, kind, v), birth, death)
        if kind not in ('ga', 'mil') or rng.random() > 0.3:  # the others have no transponder
            f.code = 0o1200 if kind == 'ga' and rng.random() < 0.7 else int(rng.integers(1, 64) << 6 | rng.integers(1, 64))
        if rng.random() < 0.05 and f.code is not None:
            f.code2, f.switch = int(rng.integers(1, 64) << 6 | rng.integers(1, 64)), rng.uniform(0.2, 0.8) * s
        out.append(f)
    return out


class Radar:
    def __init__(self, rng, rid, lat, lon, alt, scan, rmax, psr, ssr, pd, clutter, biased):
        self.id, self.lat, self.lon, self.alt, self.scan, self.rmax = rid, math.radians(lat), math.radians(lon), alt, scan, rmax
        self.psr, self.ssr, self.pd, self.clutter = psr, ssr, pd, clutter
        self.north = round(rng.uniform(0, scan), 3)
        sign = lambda: rng.choice([-1, 1])
        self.bias = (sign() * rng.uniform(60, 200), sign() * rng.uniform(0.08, 0.30)) if biased else (0.0, 0.0)
        sa, ca, so, co = math.sin(self.lat), math.cos(self.lat), math.sin(self.lon), math.cos(self.lon)
        self.origin = ecef(np.array(self.lat), np.array(self.lon), np.array(float(alt)))
        self.axes = np.array([[-so, co, 0], [-sa * co, -sa * so, ca], [ca * co, ca * so, sa]])
        self.kind, self.sigma_h, self.sigma_doppler, self.mode_s, self.late = 'fixed', None, None, False, None
        self.step, self.down, self.doubled = (1e9, 0.0), (1e9, 1e9), False
        self.patches = [(rmax * math.sqrt(rng.random()), rng.uniform(0, 360), rng.uniform(1500, 6000), rng.uniform(0.5, 3)) for _ in range(6)]

    def measure(self, x, t):
        enu = (x - self.origin) @ self.axes.T
        return self.polar(enu)

    @staticmethod
    def polar(enu):
        r = np.linalg.norm(enu, axis=-1)
        return r, np.arctan2(enu[..., 0], enu[..., 1]) % (2 * math.pi), np.arcsin(enu[..., 2] / r)

    def sees(self, r, el, h):
        k = 2 * 4 / 3 * 6371008.8
        return (r < self.rmax) & (r > 1000) & (el < math.radians(45)) & (r < math.sqrt(k * max(self.alt, 10)) + np.sqrt(k * np.maximum(h, 0)))

    def row(self):
        return [self.id, f'{math.degrees(self.lat):.6f}', f'{math.degrees(self.lon):.6f}', f'{self.alt:.1f}', self.scan, self.north, self.rmax,
                *self.psr, *self.ssr, *self.pd, self.clutter]

    def stated(self):
        return self.row() + [self.kind, self.sigma_h, self.sigma_doppler]


class Airborne(Radar):
    """a radar on an aircraft"""
    def fly(self, flight):
        self.flight, self.kind, self.sigma_doppler = flight, 'moving', 2.0
        return self

    def place(self, t):
        k = np.arange(len(self.flight.h)) * DT
        return np.interp(t, k, self.flight.lat), np.interp(t, k, self.flight.lon)

    def measure(self, x, t):
        la, lo = self.place(t)
        d = x - ecef(la, lo, np.full_like(la, self.alt))
        sa, ca, so, co = np.sin(la), np.cos(la), np.sin(lo), np.cos(lo)
        e = -so * d[..., 0] + co * d[..., 1]
        n = -sa * co * d[..., 0] - sa * so * d[..., 1] + ca * d[..., 2]
        return self.polar(np.stack([e, n, ca * co * d[..., 0] + ca * so * d[..., 1] + sa * d[..., 2]], -1))


LSB_R, LSB_A = 1852 / 256, 360 / 65536


def observe(rng, radar, flights, seconds):
    """the plots of one radar: (time, range, azimuth, src, code, level ft, truth)"""
    rows, echoes = [], {}
    scans = int(seconds / radar.scan) + 2
    for i, f in enumerate(flights):
        t = radar.north + (np.arange(-1, scans)) * radar.scan
        base = t.copy()
        for _ in range(4):  # the antenna and the target meet
            _, az, _ = radar.measure(f.at(t), t)
            t = base + az / (2 * math.pi) * radar.scan
        ok = (t >= max(0, f.birth)) & (t <= min(seconds, f.death))
        t, turn = t[ok], np.arange(-1, scans)[ok]
        r, az, el = radar.measure(f.at(t), t)
        rate = radar.measure(f.at(t + 0.5), t)[0] - radar.measure(f.at(t - 0.5), t)[0]
        h = f.height(t)
        seen = radar.sees(r, el, h) & ((t < radar.down[0]) | (t > radar.down[1])) & (f is not getattr(radar, 'flight', None))
        pd = radar.pd[0] * np.where(np.abs(rate) < 8, 0.35, 1.0)
        p = seen & (rng.random(len(t)) < pd)
        s = seen & (rng.random(len(t)) < radar.pd[1]) if f.code is not None else np.zeros(len(t), bool)
        for k in np.nonzero(p | s)[0]:
            src = 'C' if p[k] and s[k] else 'S' if s[k] else 'P'
            sr, sa = radar.ssr if s[k] else radar.psr
            bias = radar.bias[0] + (radar.step[1] if t[k] >= radar.step[0] else 0)
            row = [t[k], r[k] + bias + rng.normal(0, sr), math.degrees(az[k]) + radar.bias[1] + rng.normal(0, sa), src, None, None, {}, i]
            if p[k] and radar.sigma_h:
                row[6]['height'] = f'{h[k] + rng.normal(0, radar.sigma_h):.0f}'
            if p[k] and radar.sigma_doppler:
                row[6]['doppler'] = f'{rate[k] + rng.normal(0, radar.sigma_doppler):.1f}'
            if s[k]:
                code = f.code2 if t[k] > f.switch else f.code
                row[4] = code ^ (1 << int(rng.integers(12))) if rng.random() < 0.01 else code
                step = 25 if radar.mode_s and f.icao else 100
                if rng.random() > 0.02:
                    ft = h[k] / 0.3048 + f.altimeter
                    row[5] = int(round((rng.uniform(0, 45000) if rng.random() < 0.005 else ft) / step) * step)
                if radar.mode_s and f.icao and rng.random() < 0.95:
                    row[6].update(icao=f.address(t[k]), callsign=f.callsign)
                if rng.random() < 0.002:
                    rows.append([t[k] + 1 / 128, row[1] * rng.uniform(1.01, 1.2), rng.uniform(0, 360), 'S', row[4], row[5], {}, -1])
            if src == 'P':
                echoes.setdefault(int(turn[k]), []).append(row)
            rows.append(row)
    lost = set()
    for group in echoes.values():  # two echoes that are not resolved lose a plot
        group.sort(key=lambda q: q[1])
        for x, a in enumerate(group):
            for b in group[x + 1:]:
                if b[1] - a[1] > 150:
                    break
                if abs((a[2] - b[2] + 180) % 360 - 180) < 1.4 and id(a) not in lost:
                    lost.add(id(b))
    rows = [q for q in rows if id(q) not in lost]
    for n in range(-1, scans):
        for _ in range(rng.poisson(radar.clutter)):
            r, az = radar.rmax * math.sqrt(rng.random()), rng.uniform(0, 360)
            if rng.random() < 0.35:
                pr, pa, wr, wa = radar.patches[rng.integers(len(radar.patches))]
                r, az = pr + rng.normal(0, wr), (pa + rng.normal(0, wa)) % 360
            t = radar.north + (n + az / 360) * radar.scan
            if 0 <= t <= seconds and 1000 < r < radar.rmax and not radar.down[0] < t < radar.down[1]:
                rows.append([t, r, az, 'P', None, None, clutter_fields(rng, radar), -1])
    return rows


def clutter_fields(rng, radar):
    out = {}
    if radar.sigma_h:
        out['height'] = f'{rng.uniform(0, 12000):.0f}'
    if radar.sigma_doppler:
        out['doppler'] = f'{rng.normal(0, 30):.1f}'
    return out


R95 = {5: 926, 6: 556, 7: 185, 8: 93, 9: 30, 10: 10}  # m, of NACp
STEP = 4.0  # s, between two pictures


class Lie:
    """a false ADS-B position: where it is claimed to be, and whose"""
    def __init__(self, kind, owner, begin, end, claim):
        self.kind, self.owner, self.begin, self.end, self.claim = kind, owner, begin, end, claim


def degrees_at(f, t):
    k = np.arange(len(f.h)) * DT
    return np.interp(t, k, np.degrees(f.lat)), np.interp(t, k, np.degrees(f.lon))


def report(rng, station, f, i, seconds, lie=None, flags=0):
    """ADS-B reports of one aircraft: errors of which four fifths of the variance persist for 100 s"""
    out, sigma = [], R95[f.nacp] / 2.45
    slow = rng.normal(0, sigma * math.sqrt(0.8), 2)
    t, end = max(0, f.birth) + rng.uniform(0, 2), min(seconds, f.death)
    while t < end:
        dt = rng.uniform(0.4, 1.6) * station.scan
        keep = math.exp(-dt / 100)
        slow = keep * slow + rng.normal(0, sigma * math.sqrt(0.8 * (1 - keep * keep)), 2)
        h = float(f.height(t))
        r, _, el = station.measure(f.at(np.array([t])), np.array([t]))
        if station.sees(r, el, h)[0] and rng.random() < station.pd[1]:
            la, lo = degrees_at(f, t)
            if lie and lie.begin <= t <= lie.end:
                la, lo = lie.claim(t)
            e, n = slow + rng.normal(0, sigma * math.sqrt(0.2), 2)
            la2, lo2 = la + math.degrees(n / 6.36e6), lo + math.degrees(e / (6.38e6 * math.cos(math.radians(la))))
            ft = int(round((h / 0.3048 + f.altimeter) / 25) * 25)
            out.append([t, None, None, 'A', None, ft, dict(icao=f.address(t), callsign=f.callsign, lat=f'{la2:.6f}', lon=f'{lo2:.6f}', nacp=f.nacp), i])
        t += dt
    return out


def mixed(rng, s):
    """radars, flights, lies and ghosts like those of C5"""
    psr, ssr, both = (70.0, 0.14), (40.0, 0.07), (0.85, 0.97)
    make = lambda cls, i, la, lo, h, scan, rmax, p, q, pd, n: cls(rng, i, la, lo, h, scan, rmax, p, q, pd, n, True)
    radars = [make(Radar, 1, 25.95, -97.45, 20, 4.8, 220e3, psr, ssr, both, 15.0), make(Radar, 2, 27.55, -99.45, 250, 10.0, 370e3, psr, ssr, both, 15.0),
              make(Radar, 3, 22.7, -98.05, 60, 12.0, 370e3, psr, ssr, both, 15.0), make(Radar, 4, 25.75, -100.1, 600, 5.0, 250e3, psr, (30.0, 0.05), both, 15.0),
              make(Radar, 5, 27.3, -97.4, 40, 12.0, 400e3, (60.0, 0.12), ssr, (0.88, 0.0), 15.0), make(Airborne, 6, 25.467172, -95.77203, 8500, 10.0, 400e3, (80.0, 0.25), ssr, (0.85, 0.0), 25.0)]
    for r in radars[3:]:
        r.bias = (r.bias[0] / 2.8, r.bias[1] / 2.8)
    radars[0].doubled, radars[2].late, radars[3].mode_s, radars[4].kind, radars[4].sigma_h = True, (1.9, 0.6), True, '3d', 450.0
    radars[1].step = (0.5 * s, 120.0)
    out = rng.uniform(0.6, 0.75) * s
    radars[3].down = (out, out + 0.2 * s)
    flights, mid = [], np.radians((25.9, -98.2))
    for kind, count in (('air', 44), ('term', 10), ('ga', 12), ('dark', 8), ('mil', 5)):
        for _ in range(count):
            v, h = {'air': (rng.uniform(170, 260), rng.uniform(7000, 12500)), 'term': (rng.uniform(90, 190), rng.uniform(2700, 8000)), 'ga': (rng.uniform(46, 100), rng.uniform(500, 5000)),
                    'dark': (rng.uniform(77, 230), rng.uniform(400, 8000)), 'mil': (rng.uniform(200, 260), rng.uniform(2500, 7500))}[kind]
            birth = rng.uniform(20, 150) if kind == 'air' and rng.random() < 0.3 else 0.0
            flown = legs(rng, s, {'dark': 'ga'}.get(kind, kind), v)
            flights.append(Flight(kind, scatter(rng, mid, 170e3 if kind == 'air' else 110e3), rng.uniform(0, 6.28), v, h, flown, birth))
    w = G * math.tan(math.radians(20)) / 150
    flights.append(Flight('aew', (math.radians(25.467172), math.radians(-95.77203)), 0.0, 150, 8500, [(200, 0, 0, 0), (math.pi / w, w, 0, 0)] * 8 + [(s, 0, 0, 0)]))
    radars[5].fly(flights[-1])
    for i, f in enumerate(flights):
        if f.kind != 'dark':
            f.code = 0o1200 if f.kind == 'ga' and i % 2 else int(rng.integers(1, 64) << 6 | rng.integers(1, 64))
        if f.kind in ('air', 'term', 'aew') or f.kind in ('ga', 'mil') and rng.random() < 0.55:
            f.icao, f.callsign = f'{rng.integers(0xa00000, 0xafffff):06x}', f'{rng.choice(["AAL", "VIV", "UAL", "AMX"])}{rng.integers(100, 2999)}' if f.kind in ('air', 'term') else None
        if f.kind == 'air' or f.kind == 'term' and rng.random() < 0.7:
            f.nacp = 5 if 3 <= i <= 5 else int(rng.choice([8, 9, 9, 10, 10]))
    for i, role in ((0, 'displaced'), (1, 'frozen'), (2, 'icao_swap'), (52, 'same_code'), (53, 'same_code')):
        flights[i].role, flights[i].birth = role, 0.0
    flights[2].swap = (rng.uniform(0.4, 0.6) * s, f'{rng.integers(0xd0000, 0xdffff):06x}'.zfill(6))
    flights[53].code = flights[52].code
    lies = [displaced(rng, flights, s), frozen(rng, flights, s)]
    for k in range(2):
        b = rng.uniform(0.1, 0.25) * s
        g = Flight('ghost', scatter(rng, mid, 100e3), rng.uniform(0, 6.28), 220, 10000, legs(rng, s, 'cross', 220), b, rng.uniform(0.9, 0.98) * s)
        g.icao, g.callsign, g.nacp = f'{rng.integers(0xa00000, 0xafffff):06x}', f'UAL{rng.integers(100, 2999)}', 9
        lies.append(Lie('ghost', -1 - k, g.birth, g.death, lambda t, g=g: degrees_at(g, t)))
        lies[-1].flight = g
    return radars, flights, lies


def displaced(rng, flights, s):
    b, way = rng.uniform(0.15, 0.3) * s, rng.uniform(0, 6.28)

    def claim(t):
        la, lo = degrees_at(flights[0], t)
        d = min(30 * (t - b), 8000)
        return la + math.degrees(d * math.cos(way) / 6.36e6), lo + math.degrees(d * math.sin(way) / (6.38e6 * math.cos(math.radians(la))))
    return Lie('displaced', 0, b, s, claim)


def frozen(rng, flights, s):
    b = rng.uniform(0.3, 0.5) * s
    return Lie('frozen', 1, b, s, lambda t: degrees_at(flights[1], b))


def write_mixed(rng, to, radars, flights, lies, seconds):
    """the files of C5; returns the number of plots and of false ones"""
    station = Radar(rng, 7, 25.95, -97.3, 60, 2.0, 400e3, (0.0, 0.0), (0.0, 0.0), (0.0, 0.92), 0.0, False)
    station.kind = 'adsb'
    rows = []  # arrived, dup key, spoof, radar, row
    for r in radars:
        for q in observe(rng, r, flights, seconds):
            delay = rng.uniform(0.05, 0.4) if not r.late else max(0.1, rng.normal(*r.late))
            key = len(rows)
            rows.append([q[0] + delay, None, 0, r.id, q])
            if r.doubled:
                rows.append([q[0] + delay + rng.uniform(0.05, 0.4), key, 0, r.id, q])
    mark = {'displaced': 1, 'frozen': 2, 'ghost': 3}
    for i, f in enumerate(flights):
        if f.nacp:
            lie = next((x for x in lies if x.owner == i), None)
            for q in report(rng, station, f, i, seconds, lie):
                rows.append([q[0] + rng.uniform(0.05, 0.4), None, mark[lie.kind] if lie and q[0] >= lie.begin else 0, 7, q])
    for lie in lies[2:]:
        for q in report(rng, station, lie.flight, lie.owner, seconds):
            rows.append([q[0] + rng.uniform(0.05, 0.4), None, 3, 7, q])
    order = sorted(range(len(rows)), key=lambda k: rows[k][0])
    number = {k: n for n, k in enumerate(order)}
    plots, keys = [], []
    for n, k in enumerate(order):
        arrived, dup, spoof, rid, (t, r, az, src, code, ft, x, truth) = rows[k]
        plots.append((n, f'{round(t * 128) / 128:.7f}', rid, None if r is None else f'{round(r / LSB_R) * LSB_R:.2f}', None if az is None else f'{round(az / LSB_A) * LSB_A % 360:.4f}', src,
                      None if code is None else f'{code:04o}', ft, f'{arrived:.3f}', x.get('icao'), x.get('callsign'), x.get('height'), x.get('doppler'), x.get('lat'), x.get('lon'), x.get('nacp')))
        keys.append((n, truth, None if dup is None else number[dup], spoof))
    write(to('plots.csv'), 'plot,time,radar_id,range_m,az_deg,src,mode_a,mode_c_ft,arrived,icao24,callsign,height_m,doppler_ms,lat,lon,nacp', plots)
    write(to('key_plots.csv'), 'plot,truth_id,dup_of,spoof', keys)
    write(to('radars.csv'), 'id,lat,lon,alt_m,scan_s,t_north_s,rmax_m,sigma_r_psr,sigma_az_psr,sigma_r_ssr,sigma_az_ssr,pd_psr,pd_ssr,clutter_per_scan,kind,sigma_h_m,sigma_doppler_ms', [r.stated() for r in radars + [station]])
    write(to('key_radars.csv'), 'id,bias_r_m,bias_az_deg,step_t_s,step_r_m', [(r.id, f'{r.bias[0]:.3f}', f'{r.bias[1]:.5f}', *(r.step if r.step[1] else (None, None))) for r in radars + [station]])
    marks = []
    for r in radars + [station]:
        for t in np.arange(r.north + r.scan, seconds, r.scan):
            if not r.down[0] < t < r.down[1] + r.scan:
                marks.append((r.id, round(t, 3), 'ok'))
        if r.down[0] < seconds:
            marks += [(r.id, round(r.down[0], 3), 'down'), (r.id, round(r.down[1], 3), 'up')]
    write(to('service.csv'), 'radar_id,time,state', sorted(marks, key=lambda q: q[1]))
    t = np.arange(0, seconds + 1.0)
    la, lo = radars[5].place(t)
    write(to('platforms.csv'), 'radar_id,time,lat,lon,alt_m,hdg_deg', [(6, k, f'{math.degrees(a):.7f}', f'{math.degrees(o):.7f}', 8500.0, 0.0) for k, a, o in zip(t, la, lo)])
    down, step = radars[3].down, radars[1].step
    write(to('key_events.csv'), 'event,radar_id,t0_s,t1_s,value', [('outage', 4, down[0], down[1], None), ('bias_step', 2, step[0], seconds, step[1])])
    spoof = [(k, x.kind, x.owner, *(f'{v:.6f}' for v in x.claim(k))) for k in np.arange(STEP, seconds, STEP) for x in lies if x.begin <= k <= x.end]
    write(to('key_spoof.csv'), 't,kind,truth_id,lat,lon', spoof)
    return len(plots), sum(k[1] < 0 for k in keys)


def write(path, header, rows):
    with open(path, 'w') as f:
        f.write(header + '\n')
        for r in rows:
            f.write(','.join('' if v is None else str(v) for v in r) + '\n')


def case(kind, rng, args):
    """the radars, flights, seconds and default height of a kind"""
    psr, ssr = (70.0, 0.14), (40.0, 0.07)
    if kind == 'C1':
        s, at = args.seconds or 1200, (32.1, -110.9)
        return [Radar(rng, 1, *at, 900, 5.0, 111e3, (60.0, 0.12), (30.0, 0.06), (0.9, 0.97), 20.0, False)], one_radar(rng, np.radians(at), s), s, 2700
    if kind in ('C3a', 'C3b'):
        s, at = args.seconds or 188, (33.0, -106.2)
        return [Radar(rng, 1, *at, 1400, 1.0 if kind == 'C3a' else 4.0, 140e3, (30.0, 0.06), (30.0, 0.06), (0.95, 0.97), 6.0, False)], violent(rng, np.radians(at), s), s, 3900
    if kind == 'C2':
        s = args.seconds or 900
        sites = [(32.7, -116.6, 1300, 4.8, 220e3), (32.75, -114.55, 250, 5.0, 220e3), (31.55, -115.45, 1500, 10.0, 370e3), (33.75, -115.6, 900, 12.0, 370e3)]
        radars = [Radar(rng, i + 1, *q[:3], q[3], q[4], psr, ssr, (0.85, 0.97), 15.0, True) for i, q in enumerate(sites)]
        return radars, traffic(rng, [np.radians((32.6, -115.5))], 170e3, s, args.targets or 100), s, 4000
    n, s = args.radars or 40, args.seconds or 300
    side = math.ceil(math.sqrt(n))
    radars = []
    for i in range(n):
        long = rng.random() < 0.5
        radars.append(Radar(rng, i + 1, 28 + 12 * (i // side + 0.5) / side + rng.uniform(-.3, .3), -120 + 36 * (i % side + 0.5) / side + rng.uniform(-.3, .3),
                            rng.uniform(20, 1500), *((12.0, 400e3) if long else (4.8, 220e3)), psr, ssr, (0.85, 0.97), 15.0, True))
    return radars, traffic(rng, [(r.lat, r.lon) for r in radars], 200e3, s, args.targets or 2000), s, 4000


def write_plain(rng, to, radars, flights, seconds):
    """the files of a case of fixed radars; returns the number of plots and of false ones"""
    plots = sorted(([radar.id] + q for radar in radars for q in observe(rng, radar, flights, seconds)), key=lambda q: q[1])
    write(to('radars.csv'), 'id,lat,lon,alt_m,scan_s,t_north_s,rmax_m,sigma_r_psr,sigma_az_psr,sigma_r_ssr,sigma_az_ssr,pd_psr,pd_ssr,clutter_per_scan', [r.row() for r in radars])
    write(to('plots.csv'), 'plot,time,radar_id,range_m,az_deg,src,mode_a,mode_c_ft',
          [(k, f'{round(t * 128) / 128:.7f}', rid, f'{round(r / LSB_R) * LSB_R:.2f}', f'{round(az / LSB_A) * LSB_A % 360:.4f}', src,
            None if code is None else f'{code:04o}', ft) for k, (rid, t, r, az, src, code, ft, _, _) in enumerate(plots)])
    write(to('key_plots.csv'), 'plot,truth_id', [(k, q[-1]) for k, q in enumerate(plots)])
    write(to('key_radars.csv'), 'id,bias_r_m,bias_az_deg', [(r.id, f'{r.bias[0]:.3f}', f'{r.bias[1]:.5f}') for r in radars])
    return len(plots), sum(q[-1] < 0 for q in plots)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('kind', choices=['C1', 'C2', 'C3a', 'C3b', 'C5', 'L']); ap.add_argument('seed', type=int); ap.add_argument('folder')
    for name in ('targets', 'radars', 'seconds'):
        ap.add_argument('--' + name, type=int)
    args = ap.parse_args()
    rng = np.random.default_rng([args.seed, sum(map(ord, args.kind))])
    lies = None
    if args.kind == 'C5':
        seconds, height = args.seconds or 600, 4000
        radars, flights, lies = mixed(rng, seconds)
    else:
        radars, flights, seconds, height = case(args.kind, rng, args)
    for f in flights:
        f.altimeter = rng.normal(0, 40)
    os.makedirs(args.folder, exist_ok=True)
    to = lambda name: os.path.join(args.folder, name)
    if lies:
        n, false = write_mixed(rng, to, radars, flights, lies, seconds)
    else:
        n, false = write_plain(rng, to, radars, flights, seconds)
    write(to('key_targets.csv'), 'id,kind,birth,death,mode_a_start,altimeter_bias_ft' + (',icao24,callsign,nacp,role' if lies else ''),
          [(i, f.kind, f.birth, min(f.death, seconds), None if f.code is None else f'{f.code:04o}', f'{f.altimeter:.1f}') + ((f.icao, f.callsign, f.nacp, f.role) if lies else ())
           for i, f in enumerate(flights)])
    json.dump(dict(case=args.kind, seed=args.seed, duration_s=float(seconds), picture_step_s=4.0, default_alt_m=float(height), n_radars=len(radars) + bool(lies)), open(to('case.json'), 'w'), indent=1)
    t = np.arange(0, seconds + 1, 4.0)
    truth = []
    for i, f in enumerate(flights):
        x, h, k = f.at(t), f.height(t), np.minimum((t / DT).astype(int), len(f.h) - 1)
        nrad = sum(r.sees(*(lambda q: (q[0], q[2]))(r.measure(x, t)), h).astype(int) for r in radars)
        for j in np.nonzero((t >= f.birth) & (t <= f.death))[0]:
            truth.append((t[j], i, f'{math.degrees(f.lat[k[j]]):.7f}', f'{math.degrees(f.lon[k[j]]):.7f}', f'{h[j]:.1f}',
                          f'{f.vx[k[j]]:.2f}', f'{f.vy[k[j]]:.2f}', nrad[j], f'{f.acc[k[j]]:.2f}'))
    write(to('truth.csv'), 't,id,lat,lon,alt_m,vx,vy,nrad,acc', sorted(truth, key=lambda q: q[:2]))
    print(f'{args.folder}: {len(radars)} radars, {len(flights)} targets, {n} plots ({false} false), {seconds} s')


if __name__ == '__main__':
    main()
