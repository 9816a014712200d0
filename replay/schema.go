package replay

import (
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/descriptorpb"

	"perimeter/air/truth"
)

// The schemas by which the stock tools read a recording. The numbers are those
// of air/wire*.go and air/truth/wire.go, which do the writing; a test reads each
// message by its schema and finds nothing that it does not name.
//
// A column of _step is the difference to the value before, of _ago the time
// before that of the message.
type field struct {
	number int32
	name   string
	kind   string // a protobuf type or the name of a message; [] before it: repeated, packed
}

var messages = []struct {
	name   string
	fields []field
}{
	{"Header", []field{{1, "format", "uint32"}, {2, "name", "string"}, {3, "seed", "fixed64"}, {4, "build", "string"}, {5, "source", "bytes"}}},
	{"Theater", []field{
		{1, "title", "string"}, {2, "exercise", "bool"}, {3, "start_unix_s", "sint64"}, {4, "length_ns", "sint64"}, {5, "beat_ns", "sint64"},
		{6, "map_lat_rad", "double"}, {7, "map_lon_rad", "double"}, {8, "map_range_m", "double"},
		{9, "sensors", "[]Sensor"}, {10, "centers", "[]Center"}, {11, "feeds", "[]Feed"}, {12, "zones", "[]Zone"},
	}},
	{"Sensor", []field{
		{1, "name", "string"}, {2, "nation", "uint32"}, {3, "type", "string"}, {4, "stand_in", "bool"},
		{5, "lat_rad", "double"}, {6, "lon_rad", "double"}, {7, "height_m", "double"}, {8, "moving", "bool"}, {9, "scan_ns", "sint64"},
		{10, "range_m", "double"}, {11, "range_ssr_m", "double"}, {12, "min_range_m", "double"}, {13, "elev_min_rad", "double"}, {14, "elev_max_rad", "double"},
		{15, "sigma_range_m", "double"}, {16, "sigma_az_rad", "double"}, {17, "sigma_height_m", "double"},
		{18, "psr", "bool"}, {19, "ssr", "bool"}, {20, "mode_s", "bool"}, {21, "false_per_scan", "double"}, {22, "release", "uint32"},
		{23, "sigma_range_ssr", "double"}, {24, "sigma_az_ssr", "double"}, {25, "sigma_doppler", "double"}, {26, "pd_psr", "double"}, {27, "pd_ssr", "double"}, {28, "adsb", "bool"}, {29, "aside_rad", "double"}, {30, "notch_m_s", "double"},
		{31, "capacity_plots_a_scan", "uint32"},
	}},
	{"Center", []field{{1, "name", "string"}, {2, "title", "string"}, {3, "audience", "uint32"}, {4, "sensors", "[]uint32"}}},
	{"Feed", []field{{1, "name", "string"}, {2, "to", "uint32"}}},
	{"Zone", []field{
		{1, "name", "string"}, {2, "nation", "uint32"}, {3, "authority", "string"}, {4, "instrument", "string"}, {5, "center", "string"},
		{6, "lat_rad", "double"}, {7, "lon_rad", "double"}, {8, "from_ns", "sint64"}, {9, "to_ns", "sint64"}, {10, "release", "uint32"},
		{11, "radius_m", "[]double"}, {12, "floor_m", "[]double"}, {13, "ceiling_m", "[]double"}, {14, "planned", "[]uint32"},
	}},
	{"Roster", []field{{1, "aircraft", "[]Entry"}}},
	{"Entry", []field{
		{1, "name", "string"}, {2, "key", "fixed64"}, {3, "type", "string"}, {4, "nation", "uint32"}, {5, "role", "uint32"},
		{6, "rcs_m2", "double"}, {7, "rcs_nose_m2", "double"}, {8, "rcs_beam_m2", "double"}, {9, "swerling", "uint32"},
		{10, "phantom", "bool"}, {11, "nic", "uint32"}, {12, "nacp", "uint32"}, {13, "jammer_erp_w", "double"}, {14, "jammer_hz", "double"}, {15, "jammer_band_hz", "double"},
	}},
	{"Orders", []field{{1, "orders", "[]Order"}}},
	{"Order", []field{{1, "at_ns", "sint64"}, {2, "seat", "uint32"}, {3, "origin", "uint32"}, {4, "seq", "uint64"}, {5, "kind", "string"}, {6, "body_json", "string"}}},
	{"Truth", []field{
		{1, "from_ns", "sint64"}, {2, "at_ns", "sint64"},
		{10, "id_step", "[]sint32"}, {11, "pos_ecef_m", "[]double"}, {12, "vel_ecef_m_s", "[]double"}, {13, "level_25ft", "[]sint32"},
		{14, "switches", "[]uint32"}, {15, "code", "[]uint32"}, {16, "address", "[]fixed32"}, {17, "callsigns", "bytes"},
		{18, "heading_rad", "[]float"}, {19, "deaf_percent", "[]uint32"}, {20, "claim_enu_m", "[]float"},
		{30, "cloud_key", "[]fixed64"}, {31, "cloud_kind", "[]uint32"}, {32, "cloud_pos_ecef_m", "[]double"}, {33, "cloud_vel_ecef_m_s", "[]double"},
		{34, "cloud_radius_thickness_m_rate_mm_h_dipoles", "[]double"},
	}},
	{"Looks", []field{
		{1, "at_step_ns", "[]sint64"}, {2, "sensor_step", "[]sint32"}, {3, "target", "[]uint32"}, {4, "psr", "[]uint32"}, {5, "ssr", "[]uint32"},
		{6, "has_plot", "[]bool"}, {7, "plot", "[]fixed64"}, {8, "pd", "[]float"}, {9, "snr_db", "[]float"},
	}},
	{"Losses", []field{{1, "at_step_ns", "[]sint64"}, {2, "pos_ecef_m", "[]double"}, {3, "target", "[]uint32"}, {4, "cause", "[]uint32"}}},
	{"Strays", []field{{1, "plot", "[]fixed64"}, {2, "sensor_step", "[]sint32"}, {3, "of", "[]uint32"}, {4, "target", "[]uint32"}}},
	{"Plots", []field{
		{1, "sensor", "[]uint32"}, {2, "plots", "[]uint32"}, {3, "reports", "[]uint32"}, {4, "services", "[]uint32"}, {5, "platforms", "[]uint32"},
		{10, "plot_at_step_ns", "[]sint64"}, {11, "plot_id", "[]fixed64"}, {12, "plot_rho_m_16", "[]fixed32"}, {13, "plot_theta_turn_2_24", "[]fixed32"},
		{14, "plot_has", "[]uint32"}, {15, "plot_kind", "[]uint32"}, {16, "plot_release", "[]uint32"}, {17, "plot_code", "[]uint32"},
		{18, "plot_level_25ft", "[]sint32"}, {19, "plot_address", "[]fixed32"}, {20, "plot_height_m", "[]float"}, {21, "plot_doppler_m_s", "[]float"},
		{22, "plot_callsigns", "bytes"},
		{30, "report_at_step_ns", "[]sint64"}, {31, "report_id", "[]fixed64"}, {32, "report_lat_rad", "[]double"}, {33, "report_lon_rad", "[]double"},
		{34, "report_has", "[]uint32"}, {35, "report_nic", "[]uint32"}, {36, "report_nacp", "[]uint32"}, {37, "report_release", "[]uint32"},
		{38, "report_code", "[]uint32"}, {39, "report_level_25ft", "[]sint32"}, {40, "report_address", "[]fixed32"}, {41, "report_callsigns", "bytes"},
		{50, "service_at_step_ns", "[]sint64"}, {51, "service_from_turn_2_24", "[]fixed32"}, {52, "service_to_turn_2_24", "[]fixed32"},
		{53, "service_state", "[]uint32"}, {54, "service_release", "[]uint32"},
		{60, "platform_at_step_ns", "[]sint64"}, {61, "platform_lat_rad", "[]double"}, {62, "platform_lon_rad", "[]double"},
		{63, "platform_height_m", "[]float"}, {64, "platform_heading_rad", "[]float"}, {65, "platform_release", "[]uint32"},
	}},
	{"FeedCounts", []field{{1, "feed", "[]uint32"}, {2, "sent", "[]uint32"}, {3, "lost", "[]uint32"}, {4, "withheld", "[]uint32"}, {5, "due", "[]uint32"}}},
	{"Board", []field{{1, "lines", "[]BoardLine"}}},
	{"BoardLine", []field{{1, "number", "sint32"}, {2, "at_ns", "sint64"}, {3, "title", "string"}, {4, "expected", "string"}, {5, "done", "bool"}, {6, "state", "string"}, {7, "play_json", "string"}}},
	{"Events", []field{{1, "at_step_ns", "[]sint64"}, {2, "track", "[]uint32"}, {3, "other", "[]uint32"}, {4, "kind", "[]uint32"}}},
	{"Fates", []field{{1, "plot", "[]fixed64"}, {2, "track", "[]uint32"}, {3, "fate", "[]uint32"}}},
	{"View", []field{
		{1, "center", "uint32"}, {2, "at_ns", "sint64"}, {3, "audience", "uint32"},
		{10, "track_step", "[]sint32"}, {11, "status", "[]uint32"}, {12, "has", "[]uint32"}, {13, "release", "[]uint32"}, {14, "origin", "[]uint32"},
		{15, "code", "[]uint32"}, {16, "level_25ft", "[]sint32"}, {17, "address", "[]fixed32"}, {18, "callsigns", "bytes"},
		{19, "born_ago_ns", "[]sint64"}, {20, "updated_ago_ns", "[]sint64"}, {21, "pos_ecef_m", "[]double"}, {22, "vel_ecef_m_s", "[]double"},
		{23, "cov", "[]float"}, {24, "sigma_up_m", "[]float"}, {25, "existence", "[]float"},
		{26, "by", "[]uint32"}, {27, "by_sensor", "[]uint32"}, {28, "by_kind", "[]uint32"}, {29, "by_age_s", "[]uint32"}, {30, "lineage_beside_origin", "[]uint64"},
		{40, "mark_track_step", "[]sint32"}, {41, "mark_identity", "[]uint32"}, {42, "mark_interest", "[]bool"}, {43, "mark_plans", "bytes"}, {44, "mark_why", "[]string"},
		{50, "sensor", "[]uint32"}, {51, "sensor_state", "[]uint32"}, {52, "sensor_heard_ago_ns", "[]sint64"}, {53, "sensor_sweep_turn_2_24", "[]fixed32"},
		{60, "feed", "[]uint32"}, {61, "feed_heard_ago_ns", "[]sint64"}, {62, "feed_plots", "[]uint64"},
		{63, "platform_sensor", "[]uint32"}, {64, "platform_at_ago_ns", "[]sint64"}, {65, "platform_lat_rad", "[]double"}, {66, "platform_lon_rad", "[]double"},
		{67, "platform_height_m", "[]float"}, {68, "platform_heading_rad", "[]float"}, {69, "platform_release", "[]uint32"},
		{70, "alerts", "[]Alert"}, {71, "messages", "[]Message"}, {72, "desk_json", "string"},
	}},
	{"Alert", []field{{1, "at_ns", "sint64"}, {2, "track", "uint32"}, {3, "text", "string"}}},
	{"Message", []field{{1, "at_ns", "sint64"}, {2, "from", "string"}, {3, "text", "string"}, {4, "release", "uint32"}, {5, "to", "string"}, {6, "manner", "uint32"}, {7, "says_json", "string"}}},
	{"Digest", []field{{1, "sha256_16", "bytes"}}},
	{"Checkpoint", []field{{1, "state", "bytes"}}},
}

// schemaOf returns the name of the message of a topic.
func schemaOf(topic string) string {
	prefix, _, isCenter := strings.Cut(topic, "/")
	if isCenter {
		prefix += "/"
	}
	return map[string]string{
		truth.TopicHeader: "Header", truth.TopicTheater: "Theater", truth.TopicRoster: "Roster", truth.TopicOrders: "Orders",
		truth.TopicTruth: "Truth", truth.TopicLooks: "Looks", truth.TopicPlots: "Plots", truth.TopicFeeds: "FeedCounts",
		truth.TopicBoard: "Board", truth.TopicEvents: "Events", truth.TopicFates: "Fates", truth.TopicView: "View",
		truth.TopicLosses: "Losses", truth.TopicStrays: "Strays", truth.TopicDigest: "Digest", truth.TopicCheckpoint: "Checkpoint",
	}[prefix]
}

// protobufPackage is the package of all messages in the schemas.
const protobufPackage = "perimeter"

// descriptors returns all messages as a FileDescriptorSet, as MCAP wants the
// schema of a protobuf channel.
func descriptors() []byte {
	file := &descriptorpb.FileDescriptorProto{
		Name: proto.String("perimeter.proto"), Package: proto.String(protobufPackage), Syntax: proto.String("proto3"),
	}
	for _, m := range messages {
		d := &descriptorpb.DescriptorProto{Name: proto.String(m.name)}
		for _, f := range m.fields {
			d.Field = append(d.Field, f.descriptor())
		}
		file.MessageType = append(file.MessageType, d)
	}
	set := &descriptorpb.FileDescriptorSet{File: []*descriptorpb.FileDescriptorProto{file}}
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(set)
	if err != nil {
		panic("replay: schema: " + err.Error())
	}
	return data
}

func (f field) descriptor() *descriptorpb.FieldDescriptorProto {
	d := &descriptorpb.FieldDescriptorProto{Name: proto.String(f.name), Number: proto.Int32(f.number)}
	kind, repeated := strings.CutPrefix(f.kind, "[]")
	d.Label = descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum()
	if repeated {
		d.Label = descriptorpb.FieldDescriptorProto_LABEL_REPEATED.Enum()
	}
	if n, scalar := descriptorpb.FieldDescriptorProto_Type_value["TYPE_"+strings.ToUpper(kind)]; scalar && kind == strings.ToLower(kind) {
		d.Type = descriptorpb.FieldDescriptorProto_Type(n).Enum()
	} else {
		d.Type = descriptorpb.FieldDescriptorProto_TYPE_MESSAGE.Enum()
		d.TypeName = proto.String("." + protobufPackage + "." + kind)
	}
	return d
}
