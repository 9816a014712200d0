// Package render is the window: a view becomes shapes (render/scene), shapes
// become pixels, clicks become orders. It draws views, whoever made them: an
// exercise under way or a recording.
//
// It is the only room that knows Ebitengine.
package render
