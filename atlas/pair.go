package atlas

// NeighborPairs returns pairs of airports of which one or both lie in Mexico or
// Canada, both ways, in the order of the list below. The atlas has no count of
// their flights: these are assumed, in the order of published schedules of 2019,
// of the busiest pairs only.
func NeighborPairs() (list []FlightPair) {
	const year = 365 // days
	for _, p := range neighborPairs {
		list = append(list, FlightPair{p.a, p.b, p.daily * year}, FlightPair{p.b, p.a, p.daily * year})
	}
	return list
}

// neighborPairs are those of NeighborPairs, with flights a day each way.
var neighborPairs = []struct {
	a, b  string
	daily int
}{
	{"MMMX", "MMUN", 45}, {"MMMX", "MMMY", 30}, {"MMMX", "MMGL", 27}, {"MMMX", "MMTJ", 20}, {"MMMX", "MMMD", 14},
	{"MMMX", "MMSD", 8}, {"MMMX", "MMPR", 9}, {"MMGL", "MMTJ", 17}, {"MMGL", "MMMY", 10}, {"MMMY", "MMUN", 10},
	{"MMMX", "MMHO", 7}, {"MMMX", "MMCS", 6}, {"MMMX", "MMCU", 6}, {"MMMX", "MMVR", 6}, {"MMMX", "MMOX", 8},
	{"MMMX", "MMVA", 8}, {"MMMX", "MMTG", 8}, {"MMMX", "MMCL", 6}, {"MMMX", "MMTC", 4}, {"MMGL", "MMUN", 6},
	{"KLAX", "MMMX", 10}, {"KLAX", "MMGL", 10}, {"KLAX", "MMSD", 7}, {"KIAH", "MMMX", 9}, {"KIAH", "MMUN", 7},
	{"KIAH", "MMMY", 5}, {"KDFW", "MMMX", 9}, {"KDFW", "MMUN", 9}, {"KDFW", "MMMY", 4}, {"KDFW", "MMSD", 5},
	{"KATL", "MMUN", 7}, {"KJFK", "MMUN", 6}, {"KJFK", "MMMX", 7}, {"KORD", "MMUN", 6}, {"KORD", "MMMX", 5},
	{"KMIA", "MMMX", 7}, {"KMIA", "MMUN", 6}, {"KPHX", "MMSD", 4}, {"KDEN", "MMUN", 4}, {"KSAT", "MMMX", 3},
	{"CYYZ", "MMUN", 5}, {"CYUL", "MMUN", 4}, {"CYYZ", "MMMX", 2},
	{"CYYZ", "CYUL", 33}, {"CYYZ", "CYOW", 22}, {"CYYZ", "CYVR", 22}, {"CYYZ", "CYYC", 19}, {"CYYZ", "CYHZ", 13},
	{"CYYZ", "CYWG", 10}, {"CYYZ", "CYEG", 10}, {"CYYZ", "CYQT", 7}, {"CYYZ", "CYYT", 6}, {"CYVR", "CYYC", 22},
	{"CYVR", "CYEG", 12}, {"CYVR", "CYYJ", 20}, {"CYVR", "CYLW", 9}, {"CYUL", "CYVR", 6}, {"CYUL", "CYYC", 6},
	{"CYUL", "CYQB", 9}, {"CYUL", "CYOW", 8}, {"CYUL", "CYHZ", 8}, {"CYYC", "CYEG", 14}, {"CYWG", "CYYC", 7},
	{"CYHZ", "CYYT", 6},
	{"CYYZ", "KLGA", 17}, {"CYYZ", "KORD", 16}, {"CYYZ", "KEWR", 12}, {"CYYZ", "KBOS", 9}, {"CYYZ", "KLAX", 8},
	{"CYYZ", "KMCO", 7}, {"CYYZ", "KFLL", 7}, {"CYYZ", "KATL", 6}, {"CYYZ", "KDFW", 5}, {"CYYZ", "KSFO", 5},
	{"CYUL", "KLGA", 9}, {"CYUL", "KORD", 6}, {"CYUL", "KEWR", 6}, {"CYUL", "KBOS", 5}, {"CYUL", "KFLL", 5},
	{"CYVR", "KSEA", 15}, {"CYVR", "KLAX", 11}, {"CYVR", "KSFO", 10}, {"CYVR", "KDEN", 4}, {"CYVR", "KPHX", 3},
	{"CYYC", "KDEN", 5}, {"CYYC", "KLAX", 4}, {"CYYC", "KPHX", 4}, {"CYYC", "KIAH", 4},
}
