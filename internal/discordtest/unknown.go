package discordtest

import (
	"fmt"
	"sort"

	"github.com/getkin/kin-openapi/openapi3"
)

// unknownFields lists the fields of value that no branch of the schemas
// names. The description allows additional properties everywhere, so that a
// misspelt field would pass it.
func unknownFields(value any, path string, schemas ...*openapi3.Schema) []string {
	schemas = branches(schemas)
	switch value := value.(type) {
	case object:
		return unknownInObject(value, path, schemas)
	case []any:
		var items []*openapi3.Schema
		for _, s := range schemas {
			if s.Items != nil {
				items = append(items, s.Items.Value)
			}
		}
		var unknown []string
		for i, element := range value {
			unknown = append(unknown, unknownFields(element, fmt.Sprintf("%s/%d", path, i), items...)...)
		}
		return unknown
	}
	return nil
}

func unknownInObject(value object, path string, schemas []*openapi3.Schema) []string {
	var unknown []string
	for _, key := range sortedKeys(value) {
		var known []*openapi3.Schema
		free := false
		for _, s := range schemas {
			if property := s.Properties[key]; property != nil {
				known = append(known, property.Value)
			}
			if s.AdditionalProperties.Schema != nil {
				free = true
			}
		}
		if len(known) > 0 {
			unknown = append(unknown, unknownFields(value[key], path+"/"+key, known...)...)
		} else if !free {
			unknown = append(unknown, path+"/"+key+" is not a field Discord knows")
		}
	}
	return unknown
}

// branches returns the schemas and all they are made of.
func branches(schemas []*openapi3.Schema) []*openapi3.Schema {
	var all []*openapi3.Schema
	for _, s := range schemas {
		all = append(all, s)
		for _, refs := range []openapi3.SchemaRefs{s.OneOf, s.AnyOf, s.AllOf} {
			for _, ref := range refs {
				all = append(all, branches([]*openapi3.Schema{ref.Value})...)
			}
		}
	}
	return all
}

func sortedKeys(o object) []string {
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
