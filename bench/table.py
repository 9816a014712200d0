"""Prints the scores that tracking.sh left in a folder beside the bars to beat.

    table.py FOLDER CASE ...

The bars are those of ../shared/bench/tracking/README.md; a case is known by its
own name or by the part before the first "-", as C2-17.
"""
import json, os, sys

# measure, shown as, digits, bars by case: at most (or at least, where the sign is -1)
LINES = [
    ('gospa', 0, 1, {'C1': 1000, 'C2': 1350, 'C3a': 400, 'C3b': 1150, 'C5': 1085}),
    ('breaks', 0, 1, {'C1': 15, 'C2': 25, 'C3a': 5, 'C3b': 25, 'C5': 15}),
    ('false_tracks', 0, 1, {'C1': 5, 'C2': 5, 'C5': 5}),
    ('completeness', 3, -1, {'C1': 0.95, 'C2': 0.992, 'C3b': 0.93, 'C5': 0.985}),
    ('swaps', 0, 1, {}), ('tracks', 0, 1, {}), ('truths', 0, 1, {}), ('never_tracked', 0, 1, {}), ('init_delay_mean_s', 1, 1, {}),
    ('gospa_loc', 0, 1, {}), ('gospa_missed', 0, 1, {}), ('gospa_false', 0, 1, {}),
    ('pos_rmse', 0, 1, {}), ('pos_median', 0, 1, {}), ('pos_p95', 0, 1, {}), ('pos_rmse_straight', 0, 1, {}), ('pos_rmse_manoeuvre', 0, 1, {}),
    ('vel_rmse', 1, 1, {}), ('alt_rmse', 0, 1, {}), ('mode_a_correct', 3, -1, {}),
    ('false_track_time_s', 0, 1, {}), ('redundant_track_time_s', 0, 1, {}), ('longest_segment', 3, -1, {}),
    ('completeness_dark', 3, -1, {'C5': 0.93}),
    ('pos_rmse_dark', 0, 1, {}), ('pos_rmse_adsb', 0, 1, {}), ('pos_rmse_radar_only', 0, 1, {}), ('pos_rmse_liars', 0, 1, {'C5': 100}),
    ('captured_s', 0, 1, {'C5': 0}), ('spoof_unflagged_s', 0, 1, {'C5': 120}), ('decoy_unflagged_s', 0, 1, {'C5': 60}),
    ('spoofs_raised', 0, -1, {'C5': 4}), ('spoof_raise_delay_s', 0, 1, {'C5': 90}), ('false_flag_s', 0, 1, {'C5': 60}),
    ('outage_median', 0, 1, {'C5': 80}), ('outage_completeness', 3, -1, {'C5': 0.98}), ('bias_step_median', 0, 1, {'C5': 65}),
    ('redundant_tracks', 0, 1, {'C5': 2}), ('same_code_changes', 0, 1, {'C5': 0}), ('icao_swap_changes', 0, 1, {'C5': 0}),
]


def main():
    folder, cases = sys.argv[1], [os.path.basename(os.path.normpath(c)) for c in sys.argv[2:]]
    read = lambda c, kind: json.load(open(os.path.join(folder, f'{c}.{kind}.json')))
    score, track = {c: read(c, 'score') for c in cases}, {c: read(c, 'track') for c in cases}
    print(f'{"":24s}' + ''.join(f'{c:>18s}' for c in cases))
    for name, digits, sign, bars in LINES:
        row = ''
        for c in cases:
            v, bar = score[c].get(name), bars.get(c.split('-')[0])
            cell = '-' if v is None else f'{v:.{digits}f}'
            if bar is not None:
                good = v is not None and sign * v <= sign * bar
                cell += f' ({"ok" if good else "NOT"} {bar:g})'
            row += f'{cell:>18s}'
        if row.replace('-', '').strip():
            print(f'{name:24s}' + row)
    print(f'{"plots a second":24s}' + ''.join(f'{track[c]["plots_per_s"]:18.0f}' for c in cases))


if __name__ == '__main__':
    main()
