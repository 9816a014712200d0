package scene

import (
	"image"
	"math"

	"perimeter/air/geo"
)

// The limits of a camera's range: half the height of the map, metres.
const (
	MinRange = 2 * geo.NM
	MaxRange = 4000 * geo.NM
)

// Camera is what part of the world the map shows.
type Camera struct {
	Center geo.LatLon
	Range  float64 // m, half the height of the map, along the sphere
}

// Frame places a camera on a rectangle of the screen: it turns places into
// pixels and pixels into places, each the exact inverse of the other. The middle
// of a pixel is where its coordinates are whole.
//
// The projection is stereographic, centred at the camera. It is conformal, so
// headings and small shapes are right everywhere; circles on the sphere stay
// circles, so a range ring is a ring; it holds the whole sphere but one point;
// and it needs no trigonometry for a place whose direction is known. At 1,500 NM
// from the centre the scale is 5 % too large, at 3,000 NM 22 %: less than
// azimuthal equidistant distorts angles there, and far less than Mercator or an
// orthographic view.
//
// Latitudes are geodetic and used as those of a sphere (mean radius): distances
// on the screen are true within 0.4 %. Measuring is done by geodesics, not here.
//
// Source: J. P. Snyder, Map Projections: A Working Manual, USGS PP 1395 (1987),
// eqs. 21-1 to 21-4.
type Frame struct {
	View            image.Rectangle
	east, north, up geo.Vec // unit vectors of the camera's centre
	k               float64 // px, of the plane: twice the sphere's radius on it
	x, y            float64 // px, of the centre
}

// On returns the camera placed on a rectangle of the screen.
func (c Camera) On(view image.Rectangle) Frame {
	c = c.Clamp()
	f := geo.NewFrame(c.Center.At(0))
	half := float64(max(2, view.Dy())) / 2
	return Frame{
		View: view, east: f.East, north: f.North, up: f.Up,
		k: half / math.Tan(c.Range/geo.MeanRadius/2),
		x: float64(view.Min.X+view.Max.X) / 2, y: float64(view.Min.Y+view.Max.Y) / 2,
	}
}

// Clamp returns the camera with its range and centre within their limits.
func (c Camera) Clamp() Camera {
	if math.IsNaN(c.Range) {
		c.Range = MaxRange
	}
	c.Range = max(MinRange, min(MaxRange, c.Range))
	if math.IsNaN(c.Center.Lat) || math.IsNaN(c.Center.Lon) || math.IsInf(c.Center.Lon, 0) {
		c.Center = geo.LatLon{}
	}
	c.Center.Lat = max(-math.Pi/2, min(math.Pi/2, c.Center.Lat))
	c.Center.Lon = math.Remainder(c.Center.Lon, geo.Turn)
	return c
}

// normal returns the direction of a place: the ellipsoid's normal there.
func normal(p geo.LatLon) geo.Vec {
	sLat, cLat := math.Sincos(p.Lat)
	sLon, cLon := math.Sincos(p.Lon)
	return geo.Vec{X: cLat * cLon, Y: cLat * sLon, Z: sLat}
}

// project returns the pixel of a direction. The point opposite the centre goes
// very far away.
func (f *Frame) project(n geo.Vec) (x, y float64) {
	w := f.k / max(1e-9, 1+n.X*f.up.X+n.Y*f.up.Y+n.Z*f.up.Z)
	return f.x + w*(n.X*f.east.X+n.Y*f.east.Y+n.Z*f.east.Z),
		f.y - w*(n.X*f.north.X+n.Y*f.north.Y+n.Z*f.north.Z)
}

// Pixel returns where a place is on the screen.
func (f *Frame) Pixel(p geo.LatLon) (x, y float64) { return f.project(normal(p)) }

// Place returns what place is at a pixel.
func (f *Frame) Place(x, y float64) geo.LatLon {
	a, b := (x-f.x)/f.k, (f.y-y)/f.k
	t := a*a + b*b
	n := f.up.Scale(1 - t).Add(f.east.Scale(2 * a)).Add(f.north.Scale(2 * b)).Scale(1 / (1 + t))
	return geo.LatLon{Lat: math.Atan2(n.Z, math.Hypot(n.X, n.Y)), Lon: math.Atan2(n.Y, n.X)}
}

// NMPixel returns how many pixels a nautical mile takes at the centre.
func (f *Frame) NMPixel() float64 { return f.k / (2 * geo.MeanRadius) * geo.NM }

// radius returns the angle from the centre to the farthest corner of the view.
func (f *Frame) radius() float64 {
	d := math.Hypot(float64(f.View.Dx()), float64(f.View.Dy())) / 2
	return 2 * math.Atan(d/f.k)
}

// Pan moves the camera so that what was at the middle of the view stands dx, dy
// pixels from it.
func (c Camera) Pan(view image.Rectangle, dx, dy float64) Camera {
	f := c.On(view)
	c.Center = f.Place(f.x-dx, f.y-dy)
	return c.Clamp()
}

// Zoom changes the range by a factor (below 1: nearer) about a pixel: the place
// there stays there.
//
// Moving the centre also turns north, more so near the poles; so the move is
// found by Newton's method, with the derivatives taken over a pixel.
func (c Camera) Zoom(view image.Rectangle, factor, x, y float64) Camera {
	before := c.On(view)
	place := before.Place(x, y)
	miss := func(c Camera) (dx, dy float64) {
		f := c.On(view)
		px, py := f.Pixel(place)
		return x - px, y - py
	}
	c.Range *= factor
	c = c.Clamp()
	for range 16 {
		ex, ey := miss(c)
		if math.Hypot(ex, ey) < 0.01 {
			break
		}
		ax, ay := miss(c.Pan(view, 1, 0))
		bx, by := miss(c.Pan(view, 0, 1))
		ax, ay, bx, by = ex-ax, ey-ay, ex-bx, ey-by
		det := ax*by - bx*ay
		if math.Abs(det) < 0.01 { // next to a pole: there the map may slip
			break
		}
		c = c.Pan(view, (ex*by-ey*bx)/det, (ey*ax-ex*ay)/det)
	}
	return c
}
