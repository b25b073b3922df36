package words

var table = map[string]*Words{
	"en": {
		"Contents", "On this page", "Notes", "Links", "Page", "of", "continued",
		"Previous", "Next", "Home", "Skip to content", "Search", "Footnotes",
		"Figure", "Table", "Image", "Copy", "Copied", "Theme", "Back to text",
		"Note", "Tip", "Important", "Warning", "Caution", "Danger", "Info",
		"Code", "Show all", "Heading", "Untitled", "done", "to do", "Breadcrumbs",
	},
	"de": {
		"Inhalt", "Auf dieser Seite", "Anmerkungen", "Links", "Seite", "von", "Fortsetzung",
		"Zurück", "Weiter", "Start", "Zum Inhalt springen", "Suche", "Fußnoten",
		"Abbildung", "Tabelle", "Bild", "Kopieren", "Kopiert", "Farbschema", "Zurück zum Text",
		"Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Gefahr", "Info",
		"Code", "Alles zeigen", "Überschrift", "Ohne Titel", "erledigt", "offen", "Pfad",
	},
	"fr": {
		"Sommaire", "Sur cette page", "Notes", "Liens", "Page", "sur", "suite",
		"Précédent", "Suivant", "Accueil", "Aller au contenu", "Rechercher", "Notes de bas de page",
		"Figure", "Tableau", "Image", "Copier", "Copié", "Thème", "Retour au texte",
		"Remarque", "Astuce", "Important", "Avertissement", "Attention", "Danger", "Info",
		"Code", "Tout afficher", "Titre", "Sans titre", "fait", "à faire", "Fil d’Ariane",
	},
	"es": {
		"Contenido", "En esta página", "Notas", "Enlaces", "Página", "de", "continuación",
		"Anterior", "Siguiente", "Inicio", "Saltar al contenido", "Buscar", "Notas al pie",
		"Figura", "Tabla", "Imagen", "Copiar", "Copiado", "Tema", "Volver al texto",
		"Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Peligro", "Información",
		"Código", "Mostrar todo", "Título", "Sin título", "hecho", "pendiente", "Ruta",
	},
	"it": {
		"Indice", "In questa pagina", "Note", "Collegamenti", "Pagina", "di", "continua",
		"Precedente", "Successivo", "Inizio", "Vai al contenuto", "Cerca", "Note a piè di pagina",
		"Figura", "Tabella", "Immagine", "Copia", "Copiato", "Tema", "Torna al testo",
		"Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione", "Pericolo", "Informazione",
		"Codice", "Mostra tutto", "Titolo", "Senza titolo", "fatto", "da fare", "Percorso",
	},
	"pt": {
		"Conteúdo", "Nesta página", "Notas", "Links", "Página", "de", "continuação",
		"Anterior", "Próximo", "Início", "Ir para o conteúdo", "Pesquisar", "Notas de rodapé",
		"Figura", "Tabela", "Imagem", "Copiar", "Copiado", "Tema", "Voltar ao texto",
		"Nota", "Dica", "Importante", "Aviso", "Cuidado", "Perigo", "Informação",
		"Código", "Mostrar tudo", "Título", "Sem título", "feito", "a fazer", "Caminho",
	},
	"nl": {
		"Inhoud", "Op deze pagina", "Noten", "Koppelingen", "Pagina", "van", "vervolg",
		"Vorige", "Volgende", "Start", "Naar de inhoud", "Zoeken", "Voetnoten",
		"Figuur", "Tabel", "Afbeelding", "Kopiëren", "Gekopieerd", "Thema", "Terug naar de tekst",
		"Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Gevaar", "Info",
		"Code", "Alles tonen", "Kop", "Zonder titel", "gedaan", "te doen", "Kruimelpad",
	},
	"ja": {
		"目次", "このページの内容", "注", "リンク", "ページ", "/", "続き",
		"前へ", "次へ", "ホーム", "本文へ", "検索", "脚注",
		"図", "表", "画像", "コピー", "コピーしました", "テーマ", "本文に戻る",
		"注記", "ヒント", "重要", "警告", "注意", "危険", "情報",
		"コード", "すべて表示", "見出し", "無題", "完了", "未完了", "パンくずリスト",
	},
	"zh": {
		"目录", "本页内容", "注释", "链接", "第", "/", "续",
		"上一页", "下一页", "首页", "跳到正文", "搜索", "脚注",
		"图", "表", "图片", "复制", "已复制", "主题", "返回正文",
		"注意", "提示", "重要", "警告", "小心", "危险", "信息",
		"代码", "显示全部", "标题", "无标题", "已完成", "未完成", "面包屑导航",
	},
}
