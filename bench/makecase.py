#!/usr/bin/env python3
"""Makes cases like those of the tracking bench from other seeds, with their keys.

    makecase.py KIND SEED FOLDER [--targets N] [--radars N] [--seconds S]

KIND is C1, C2, C3a, C3b or L (large: 40 radars, 2,000 targets). FOLDER gets
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
        self.patches = [(rmax * math.sqrt(rng.random()), rng.uniform(0, 360), rng.uniform(1500, 6000), rng.uniform(0.5, 3)) for _ in range(6)]

    def measure(self, x):
        enu = (x - self.origin) @ self.axes.T
        r = np.linalg.norm(enu, axis=-1)
        return r, np.arctan2(enu[..., 0], enu[..., 1]) % (2 * math.pi), np.arcsin(enu[..., 2] / r)

    def sees(self, r, el, h):
        k = 2 * 4 / 3 * 6371008.8
        return (r < self.rmax) & (r > 1000) & (el < math.radians(45)) & (r < math.sqrt(k * max(self.alt, 10)) + np.sqrt(k * np.maximum(h, 0)))

    def row(self):
        return [self.id, f'{math.degrees(self.lat):.6f}', f'{math.degrees(self.lon):.6f}', f'{self.alt:.1f}', self.scan, self.north, self.rmax,
                *self.psr, *self.ssr, *self.pd, self.clutter]


LSB_R, LSB_A = 1852 / 256, 360 / 65536


def observe(rng, radar, flights, seconds):
    """the plots of one radar: (time, range, azimuth, src, code, level ft, truth)"""
    rows, echoes = [], {}
    scans = int(seconds / radar.scan) + 2
    for i, f in enumerate(flights):
        t = radar.north + (np.arange(-1, scans)) * radar.scan
        base = t.copy()
        for _ in range(4):  # the antenna and the target meet
            _, az, _ = radar.measure(f.at(t))
            t = base + az / (2 * math.pi) * radar.scan
        ok = (t >= max(0, f.birth)) & (t <= min(seconds, f.death))
        t, turn = t[ok], np.arange(-1, scans)[ok]
        r, az, el = radar.measure(f.at(t))
        rate = (radar.measure(f.at(t + 0.5))[0] - radar.measure(f.at(t - 0.5))[0])
        h = f.height(t)
        seen = radar.sees(r, el, h)
        pd = radar.pd[0] * np.where(np.abs(rate) < 8, 0.35, 1.0)
        p = seen & (rng.random(len(t)) < pd)
        s = seen & (rng.random(len(t)) < radar.pd[1]) if f.code is not None else np.zeros(len(t), bool)
        for k in np.nonzero(p | s)[0]:
            src = 'C' if p[k] and s[k] else 'S' if s[k] else 'P'
            sr, sa = radar.ssr if s[k] else radar.psr
            row = [t[k], r[k] + radar.bias[0] + rng.normal(0, sr), math.degrees(az[k]) + radar.bias[1] + rng.normal(0, sa), src, None, None, i]
            if s[k]:
                code = f.code2 if t[k] > f.switch else f.code
                row[4] = code ^ (1 << int(rng.integers(12))) if rng.random() < 0.01 else code
                if rng.random() > 0.02:
                    ft = h[k] / 0.3048 + f.altimeter
                    row[5] = int(round((rng.uniform(0, 45000) if rng.random() < 0.005 else ft) / 100) * 100)
                if rng.random() < 0.002:
                    rows.append([t[k] + 1 / 128, row[1] * rng.uniform(1.01, 1.2), rng.uniform(0, 360), 'S', row[4], row[5], -1])
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
            if 0 <= t <= seconds and 1000 < r < radar.rmax:
                rows.append([t, r, az, 'P', None, None, -1])
    return rows


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


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('kind', choices=['C1', 'C2', 'C3a', 'C3b', 'L']); ap.add_argument('seed', type=int); ap.add_argument('folder')
    for name in ('targets', 'radars', 'seconds'):
        ap.add_argument('--' + name, type=int)
    args = ap.parse_args()
    rng = np.random.default_rng([args.seed, sum(map(ord, args.kind))])
    radars, flights, seconds, height = case(args.kind, rng, args)
    for f in flights:
        f.altimeter = rng.normal(0, 40)
    plots = sorted(([radar.id] + q for radar in radars for q in observe(rng, radar, flights, seconds)), key=lambda q: q[1])
    os.makedirs(args.folder, exist_ok=True)
    to = lambda name: os.path.join(args.folder, name)
    write(to('radars.csv'), 'id,lat,lon,alt_m,scan_s,t_north_s,rmax_m,sigma_r_psr,sigma_az_psr,sigma_r_ssr,sigma_az_ssr,pd_psr,pd_ssr,clutter_per_scan', [r.row() for r in radars])
    write(to('plots.csv'), 'plot,time,radar_id,range_m,az_deg,src,mode_a,mode_c_ft',
          [(k, f'{round(t * 128) / 128:.7f}', rid, f'{round(r / LSB_R) * LSB_R:.2f}', f'{round(az / LSB_A) * LSB_A % 360:.4f}', src,
            None if code is None else f'{code:04o}', ft) for k, (rid, t, r, az, src, code, ft, _) in enumerate(plots)])
    write(to('key_plots.csv'), 'plot,truth_id', [(k, q[-1]) for k, q in enumerate(plots)])
    write(to('key_radars.csv'), 'id,bias_r_m,bias_az_deg', [(r.id, f'{r.bias[0]:.3f}', f'{r.bias[1]:.5f}') for r in radars])
    write(to('key_targets.csv'), 'id,kind,birth,death,mode_a_start,altimeter_bias_ft',
          [(i, f.kind, f.birth, min(f.death, seconds), None if f.code is None else f'{f.code:04o}', f'{f.altimeter:.1f}') for i, f in enumerate(flights)])
    json.dump(dict(case=args.kind, seed=args.seed, duration_s=float(seconds), picture_step_s=4.0, default_alt_m=float(height), n_radars=len(radars)), open(to('case.json'), 'w'), indent=1)
    t = np.arange(0, seconds + 1, 4.0)
    truth = []
    for i, f in enumerate(flights):
        x, h, k = f.at(t), f.height(t), np.minimum((t / DT).astype(int), len(f.h) - 1)
        nrad = sum(r.sees(*(lambda q: (q[0], q[2]))(r.measure(x)), h).astype(int) for r in radars)
        for j in np.nonzero((t >= f.birth) & (t <= f.death))[0]:
            truth.append((t[j], i, f'{math.degrees(f.lat[k[j]]):.7f}', f'{math.degrees(f.lon[k[j]]):.7f}', f'{h[j]:.1f}',
                          f'{f.vx[k[j]]:.2f}', f'{f.vy[k[j]]:.2f}', nrad[j], f'{f.acc[k[j]]:.2f}'))
    write(to('truth.csv'), 't,id,lat,lon,alt_m,vx,vy,nrad,acc', sorted(truth, key=lambda q: q[:2]))
    print(f'{args.folder}: {len(radars)} radars, {len(flights)} targets, {len(plots)} plots ({sum(q[-1] < 0 for q in plots)} false), {seconds} s')


if __name__ == '__main__':
    main()
