package pdfdoc

import (
	"encoding/binary"
	"math"
)

// srgbProfile makes the sRGB display profile for the output intent: primaries adapted to D50, and the
// transfer curve as a table. (ICC.1:2001-04; IEC 61966-2-1)
func srgbProfile() []byte {
	be := binary.BigEndian
	fix := func(b []byte, v float64) []byte { return be.AppendUint32(b, uint32(int32(math.Round(v*65536)))) }
	xyz := func(x, y, z float64) []byte { return fix(fix(fix([]byte("XYZ \x00\x00\x00\x00"), x), y), z) }
	text := func(s string) []byte { return append(append([]byte("text\x00\x00\x00\x00"), s...), 0) }
	desc := be.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len("sRGB")+1))
	desc = append(append(desc, "sRGB\x00"...), make([]byte, 4+4+2+1+67)...)
	const n = 256
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), n)
	for i := range n {
		v := float64(i) / (n - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = be.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	tags := []struct {
		sig  string
		data []byte
	}{
		{"desc", desc},
		{"cprt", text("No copyright, use freely")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)},
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.7141)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil}, // all the same
	}
	head := make([]byte, 128)
	be.PutUint32(head[8:], 0x02400000)
	copy(head[12:], "mntrRGB XYZ ")
	for i, v := range [...]uint16{2024, 1, 1, 0, 0, 0} {
		be.PutUint16(head[24+2*i:], v)
	}
	copy(head[36:], "acsp")
	fix(head[68:68:80], 0.9642)
	fix(head[72:72:80], 1)
	fix(head[76:76:80], 0.8249)
	table := be.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	at, size := 0, 0
	for _, t := range tags {
		if t.data != nil {
			at, size = 128+4+12*len(tags)+len(body), len(t.data)
			body = append(body, t.data...)
			for len(body)%4 != 0 {
				body = append(body, 0)
			}
		}
		table = append(table, t.sig...)
		table = be.AppendUint32(be.AppendUint32(table, uint32(at)), uint32(size))
	}
	be.PutUint32(head, uint32(128+len(table)+len(body)))
	return append(append(head, table...), body...)
}
