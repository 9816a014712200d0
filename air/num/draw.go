package num

import "math"

// Draw is a row of random numbers that belongs to a name, not to a place in a
// program: a pure function of the seed, the purpose, the keys of the things
// concerned and a sequence number. Two variants of a scenario share their luck,
// and work may be done in any order on any number of cores.
//
// The zero value is no row: make one with At.
type Draw struct{ state uint64 }

// Purpose says what a row of draws is for, so that two uses of the same names
// never share numbers.
type Purpose uint64

// Key returns the key of a name: FNV-1a, 64 bits, then mixed. Draws use keys of
// names, never indices.
func Key(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(name); i++ {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return Mix(h)
}

// For returns the purpose of a name, to be kept in a package variable.
func For(name string) Purpose { return Purpose(Key(name)) }

// Mix is the finaliser of SplitMix64: a bijection in which each bit of the
// input moves about half of the output's.
//
// Source: G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number
// generators, OOPSLA 2014; constants of D. Stafford's variant 13.
func Mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Hash joins two numbers into one; it is not symmetric.
func Hash(a, b uint64) uint64 { return Mix(a*0x9e3779b97f4a7c15 ^ Mix(b+0x9e3779b97f4a7c15)) }

// At returns the row of draws for a purpose, two keys (0 for none) and a
// sequence number (a scan, a message, a second).
func At(seed uint64, p Purpose, key1, key2, sequence uint64) Draw {
	return Draw{Hash(Hash(Hash(Hash(seed, uint64(p)), key1), key2), sequence)}
}

// Uint64 returns the next 64 bits.
func (d *Draw) Uint64() uint64 {
	d.state += 0x9e3779b97f4a7c15
	return Mix(d.state)
}

// Uniform returns the next number in [0, 1), a multiple of 2^-53.
func (d *Draw) Uniform() float64 { return float64(d.Uint64()>>11) * 0x1p-53 }

// Exponential returns the next number of the exponential law of mean 1.
func (d *Draw) Exponential() float64 { return -math.Log(1 - d.Uniform()) }

// Normal returns the next number of the standard normal law, by the ziggurat of
// 256 layers (G. Marsaglia, W. W. Tsang, J. Stat. Software 5 (2000) 8; layer
// index and abscissa from separate bits, as J. Doornik, 2005, asks).
func (d *Draw) Normal() float64 {
	for {
		u := d.Uint64()
		layer := u & 255
		x := (float64(u>>11)*0x1p-52 - 1) * edge[layer] // bits 11 to 63, sign included
		if math.Abs(x) < edge[layer+1] {
			return x
		}
		if layer == 0 { // the tail beyond the last edge (Marsaglia 1964)
			for {
				a := d.Exponential() / tail
				if b := d.Exponential(); b+b > float64(a*a) {
					return math.Copysign(tail+a, x)
				}
			}
		}
		if float64(d.Uniform()*(height[layer]-height[layer+1]))+height[layer+1] < Exp(-0.5*float64(x*x)) {
			return x
		}
	}
}

// Poisson returns the next number of the Poisson law of a mean in [0, 500], by
// counting exponential gaps.
func (d *Draw) Poisson(mean float64) int {
	n := 0
	for t := d.Exponential(); t < mean; t += d.Exponential() {
		n++
	}
	return n
}

// The ziggurat: layer i reaches from height[i] down to height[i+1] and out to
// edge[i]; all 256 have the same area.
const tail = 3.6541528853610088 // start of the tail, Marsaglia and Tsang's r for 256 layers

var edge, height = func() (x, h [257]float64) {
	density := func(x float64) float64 { return Exp(-0.5 * float64(x*x)) }
	const area = 0.00492867323399 // of each layer, Marsaglia and Tsang's v
	x[0], x[1] = area/density(tail), tail
	for i := 2; i < 256; i++ {
		x[i] = math.Sqrt(-2 * math.Log(area/x[i-1]+density(x[i-1])))
	}
	for i := range x {
		h[i] = density(x[i])
	}
	h[0] = 0
	return x, h
}()
