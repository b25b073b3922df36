package site

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// mkdocsWeb reads what mkdocs.yml says about the site's address, its sources and its look.
func (p *project) mkdocsWeb(root *yaml.Node, docs string) {
	s := &p.Web
	s.URL = webAddress(scalar(root, "site_url"), "")
	s.Folders = scalar(root, "use_directory_urls") != "false"
	theme := mapValue(root, "theme")
	s.Logo, s.Icon = scalar(theme, "logo"), scalar(theme, "favicon")
	if list := mapValue(root, "extra_css"); list != nil && list.Kind == yaml.SequenceNode {
		for _, n := range list.Content {
			s.Styles = append(s.Styles, scalarValue(deref(n)))
		}
	}
	s.EditURL = mkdocsEdit(strings.TrimRight(scalar(root, "repo_url"), "/"), mapValue(root, "edit_uri"), scalar(root, "edit_uri_template"), docs)
	for _, key := range [...][2]string{
		{"extra_javascript", "--head puts scripts into each page"}, {"hooks", "programs of a project are not run"}, {"extra_templates", ""},
		{"theme.custom_dir", "--template lays out the pages"}, {"theme.palette", "--accent sets the colour"}, {"theme.font", "--css and --static set fonts"},
		{"extra.analytics", "--head puts scripts into each page"}, {"extra.alternate", ""}, {"extra.version", "--versions names the list"},
		{"extra.social", "--header-link puts links into the bar"}, {"extra.consent", ""},
	} {
		n := root
		parts := strings.Split(key[0], ".")
		for _, p := range parts[:len(parts)-1] {
			n = mapValue(n, p)
		}
		if v := mapValue(n, parts[len(parts)-1]); v != nil && v.Tag != "!!null" && (v.Kind == yaml.ScalarNode || len(v.Content) > 0) {
			s.leave(v.Line, key[0], key[1])
		}
	}
	if s.URL != "" && s.Folders {
		s.leave(0, "use_directory_urls", "--pretty-urls keeps addresses that end in a slash")
	}
}

// mkdocsEdit is where a page's source can be changed: edit_uri behind repo_url, or what is usual on that host.
func mkdocsEdit(repo string, uri *yaml.Node, template, docs string) string {
	edit := scalarValue(uri)
	switch host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(repo, "https://"), "http://"), "/"); {
	case template != "":
		template = strings.ReplaceAll(template, "{path!q}", "{path}")
		if strings.Contains(template, "://") {
			return editAddress(strings.TrimSuffix(template, "/{path}"))
		}
		return editAddress(strings.TrimSuffix(repo+"/"+strings.TrimLeft(template, "/"), "/{path}"))
	case strings.Contains(edit, "://"):
		return editAddress(edit)
	case repo == "" || uri != nil && edit == "":
		return ""
	case edit != "":
		return editAddress(repo + "/" + strings.TrimLeft(edit, "/"))
	case host == "github.com" || host == "gitlab.com":
		return editAddress(repo + "/edit/master/" + docs)
	}
	return ""
}
