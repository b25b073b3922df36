package dita

import "strings"

// speeches are the languages of the writers' words.
var speeches = map[string]*speech{
	"en": {labels: labels(
		prereqRole, "prerequisites|prerequisite|before you begin|before you start|before starting|requirements|what you need|what you'll need|pre-requisites",
		contextRole, "context|about this task|overview of the task",
		stepsRole, "procedure|steps|instructions|procedures",
		resultRole, "result|results|verification|verify|verifying the result|expected result|expected results|validation|outcome|check your work",
		troubleRole, "troubleshooting|troubleshoot",
		exampleRole, "example|examples",
		postreqRole, "next steps|next step|what's next|what to do next|whats next|what now|where to go next|after you finish|post-requisites|clean up|cleaning up",
		relatedRole, "see also|related topics|related topic|related links|related information|related resources|related content|related articles|related documentation|related|additional resources|additional information|further reading|learn more|more information|for more information|read more|more resources|external links",
		topicsRole, "topics|contents|table of contents|in this section|in this topic|in this chapter|in this article|in this guide|on this page|sections|toc|this section covers"),
		verbs: commandVerbs, openers: set("optionally", "next", "then", "now", "finally", "please", "first", "also", "again", "optional", "manually", "and", "either", "simply", "lastly", "afterwards", "just", "carefully"),
		circumstances: circumstances, optional: []string{"optionally", "optional"}, alternatives: alternativePhrases, controlVerbs: controlVerbs,
		controlNouns:  nouns("page|window|dialog|wizard|dialogue|screen", "list|tab|pane|panel|section|box|field|column|button|menu|option|check|checkbox|drop-down|dropdown|link|icon|toggle|tile|card|view|toolbar|radio|sidebar|submenu|setting|area|text"),
		controlBefore: set("under", "named", "labeled", "labelled", "to the", "on", "off", "called"),
		ahead:         []string{"the following", "as follows", "these steps", "shown below", "listed below", "see below", "described below", "below:", "the table below", "the tables below", "the example below", "the examples below", "the list below", "the steps below", "the code below", "the sections below", "following table", "following example", "following topics", "following sections", "next table", "next example", "next section", "in this section", "this list", "below describes", "below shows", "below lists"},
		output:        []string{"output looks like", "output is", "output similar", "output should", "output resembles", "example output", "sample output", "the output", "returns the following", "prints the following", "displays the following", "response looks like", "you should see", "you see the following", "similar to the following", "looks like the following", "expected output", "output:", "response is", "you'll see", "you will see"},
		outcome:       []string{"you've successfully", "you have successfully", "you successfully", "you have now", "you've now", "you now have", "you've created", "you have created", "congratulations", "result:", "as a result", "when you're finished", "when finished, ", "the result is", "success", "done!", "you should now", "your changes are"},
		happens:       []string{" opens", " open.", " appears", " appear.", " is displayed", " are displayed", " is created", " are created", " starts.", " is started", " is saved", " are saved", " is now ", " are now ", " is added", " are added", " is deleted", " are deleted", " is removed", " is shown", " are shown", " is listed", " shows ", " changes to ", " is updated", " are updated", " is complete", " is ready", " is installed", " are installed", " is enabled", " is disabled", " displays"},
		examples:      []string{"for example", "the following is an example", "the following example", "example", "the following examples"},
		next:          []string{"for more ", "for information", "for details", "next", "after you", "to learn more", "see ", "in the next step", "now you can", "now that", "you can now", "learn more"},
		tells:         []string{"ability to:", "able to:", "few options", "some options", "several options", "following options", "options are:", "features:", "features are", "features include", "following features", "guidelines", "best practices", "recommendations", " tips:", "following tips", "considerations", " rules:", "following rules", "principles", " ways to ", " ways:", "suggestions", "reasons", "benefits", "advantages", "does the following", "performs the following", "following happens", "use cases", "goals:", "capabilities", "responsible for", "be used to:", "be used for:", "differences", "allows you to:", "lets you:", "following scenarios", "following cases", "following conditions"}},

	"de": {labels: labels(
		prereqRole, "voraussetzungen|voraussetzung|vorbereitung|vorbereitungen|bevor sie beginnen|vor dem start|anforderungen|vorbedingungen",
		contextRole, "kontext|über diese aufgabe|hintergrund", stepsRole, "vorgehen|vorgehensweise|schritte|anleitung|ablauf|verfahren|arbeitsschritte",
		resultRole, "ergebnis|ergebnisse|überprüfung|verifizierung|prüfung|erwartetes ergebnis", troubleRole, "fehlerbehebung|problembehandlung|fehlersuche", exampleRole, "beispiel|beispiele",
		postreqRole, "nächste schritte|nächster schritt|wie geht es weiter|wie geht es weiter?|weiteres vorgehen|weitere schritte|so geht es weiter",
		relatedRole, "siehe auch|verwandte themen|weitere informationen|weiterführende informationen|weiterführende links|zugehörige links|verwandte links|zusätzliche ressourcen|weitere ressourcen|links",
		topicsRole, "themen|inhalt|inhaltsverzeichnis|in diesem abschnitt|auf dieser seite|übersicht"),
		endings: []string{"en", "ern", "eln"}, after: "sie", told: set(strings.Fields("finden sehen lernen erfahren können müssen haben werden erhalten sollten sollen dürfen möchten wollen brauchen benötigen verstehen kennen bekommen wissen")...), openers: set("dann", "danach", "anschließend", "nun", "jetzt", "bitte", "zuerst", "zunächst", "optional", "schließlich", "zuletzt", "abschließend"),
		verbs:         set(strings.Fields("öffne klicke klick wähle gib starte lade installiere führe erstelle speichere drücke ziehe kopiere füge lösche entferne prüfe überprüfe gehe geh navigiere melde setze stelle aktiviere deaktiviere bearbeite ändere schließe warte verbinde schalte tippe nutze verwende suche trage bestätige entpacke sichere richte lege konfiguriere ersetze benenne beende baue schreibe teste seien tausche drehe trage markiere wechsle springe lies importiere exportiere verschiebe aktualisiere")...),
		closings:      strings.Fields("öffnen klicken auswählen wählen eingeben starten herunterladen installieren ausführen erstellen speichern drücken ziehen kopieren einfügen hinzufügen löschen entfernen prüfen überprüfen anmelden einstellen aktivieren deaktivieren bearbeiten ändern schließen warten verbinden einschalten ausschalten eintragen bestätigen entpacken einrichten anlegen konfigurieren ersetzen beenden markieren verschieben umbenennen hochladen deinstallieren austauschen aktualisieren importieren exportieren neustarten einstecken abziehen"),
		circumstances: set(strings.Fields("in im auf unter wenn falls um nachdem bevor sobald mit bei am für zum aus über nach vor damit sofern optional rechts links unten oben dort hier")...),
		optional:      []string{"optional", "freiwillig", "wahlweise"}, alternatives: []string{"eine der folgenden", "einen der folgenden", "eines der folgenden", "führen sie einen", "wählen sie eine", "eine dieser", "folgenden möglichkeiten", "folgenden optionen"},
		controlVerbs:  set(strings.Fields("wählen klicken klicke wähle tippen drücken aktivieren deaktivieren markieren auswählen doppelklicken anklicken erweitern")...),
		controlNouns:  nouns("fenster|dialog|dialogfeld|seite|assistent", "liste|registerkarte|bereich|abschnitt|feld|spalte|schaltfläche|menü|option|kontrollkästchen|link|symbol|reiter|tab|knopf|button"),
		controlBehind: []string{"klicken", "auswählen", "wählen"}, controlBefore: set("unter", "namens"), ahead: []string{"die folgende", "der folgende", "das folgende", "den folgenden", "folgenden", "wie folgt", "untenstehend", "im folgenden", "nachfolgend"},
		output:  []string{"ausgabe sieht", "ausgabe lautet", "folgende ausgabe", "die ausgabe", "ähnlich wie"},
		outcome: []string{"sie haben erfolgreich", "sie haben nun", "ergebnis:", "glückwunsch", "herzlichen glückwunsch"},
		happens: []string{" wird geöffnet", " öffnet sich", " wird angezeigt", " werden angezeigt", " erscheint", " erscheinen", " wird erstellt", " wird gestartet", " wird gespeichert", " startet.", " ist nun", " ist jetzt", " wurde erstellt", " wurde gespeichert"}, examples: []string{"zum beispiel", "beispiel", "das folgende beispiel"}, next: []string{"weitere informationen", "im nächsten schritt", "als nächstes", "nun können sie", "siehe "}, tells: []string{"folgende möglichkeiten", "fähig", "funktionen:", "richtlinien", "empfehlungen", "regeln:", "grundsätze", "vorteile", "gründe", "tipps", "ziele"}},

	"fr": {labels: labels(
		prereqRole, "prérequis|pré-requis|conditions préalables|avant de commencer|conditions requises|configuration requise", contextRole, "contexte|à propos de cette tâche", stepsRole, "procédure|étapes|marche à suivre|instructions",
		resultRole, "résultat|résultats|vérification|validation|résultat attendu", troubleRole, "dépannage|résolution des problèmes", exampleRole, "exemple|exemples",
		postreqRole, "étapes suivantes|étape suivante|prochaines étapes|que faire ensuite|et ensuite|et maintenant ?", relatedRole, "voir aussi|rubriques connexes|liens connexes|informations connexes|informations complémentaires|ressources supplémentaires|pour en savoir plus|en savoir plus|ressources complémentaires",
		topicsRole, "rubriques|sommaire|table des matières|dans cette section|sur cette page|contenu"),
		endings: []string{"ez"}, openers: set("puis", "ensuite", "enfin", "maintenant", "éventuellement", "veuillez", "d'abord"),
		verbs: set(strings.Fields("ouvrir cliquer sélectionner choisir saisir entrer taper appuyer créer enregistrer télécharger installer lancer démarrer exécuter ajouter supprimer vérifier copier coller modifier configurer activer désactiver fermer attendre connecter accéder aller faire faites définir utiliser redémarrer remplacer ouvre clique sélectionne choisis saisis entre lance crée enregistre télécharge installe vérifie ajoute supprime copie colle modifie configure va renommer déplacer glisser tourner importer exporter remplace redémarre ferme active appuie tape")...), clitics: set("vous", "y", "en", "le", "la", "les", "toi"),
		circumstances: set(strings.Fields("dans sur sous pour si à au aux après avant depuis en une lorsque quand dès avec de")...), optional: []string{"facultatif", "optionnel", "en option", "facultativement"},
		alternatives: []string{"l'une des actions suivantes", "l'une des opérations suivantes", "l'une des options suivantes", "une des options suivantes", "au choix"}, controlVerbs: set(strings.Fields("cliquez choisissez sélectionnez appuyez cochez décochez développez activez désactivez cliquer choisir sélectionner")...),
		controlNouns: nouns("page|fenêtre|dialogue", "liste|onglet|volet|section|zone|champ|colonne|bouton|menu|option|case|lien|icône"), controlBefore: set("sous", "nommé", "bouton", "onglet", "menu", "champ", "page", "section", "liste", "volet", "option"),
		ahead: []string{"suivant :", "suivante", "suivants", "suivantes", "ci-dessous", "ci-après", "comme suit"}, output: []string{"la sortie", "résultat ressemble", "sortie suivante"}, outcome: []string{"vous avez réussi", "vous avez maintenant", "félicitations", "résultat :"},
		happens: []string{" s'ouvre", " s’ouvre", " s'affiche", " s’affiche", " s'affichent", " apparaît", " apparaissent", " est créé", " est enregistré", " est affiché", " démarre."}, examples: []string{"par exemple", "exemple", "l'exemple suivant"}, next: []string{"pour plus d", "pour en savoir", "ensuite", "à l'étape suivante", "vous pouvez maintenant"}, tells: []string{"possibilités :", "fonctionnalités :", "capacité", "recommandations", "règles :", "principes", "avantages", "raisons", "conseils", "objectifs"}},

	"es": {labels: labels(
		prereqRole, "requisitos previos|requisitos|prerrequisitos|antes de empezar|antes de comenzar|requisito previo", contextRole, "contexto|acerca de esta tarea", stepsRole, "procedimiento|pasos|instrucciones",
		resultRole, "resultado|resultados|verificación|comprobación|resultado esperado", troubleRole, "solución de problemas|resolución de problemas", exampleRole, "ejemplo|ejemplos",
		postreqRole, "siguientes pasos|próximos pasos|pasos siguientes|paso siguiente|siguiente paso|qué hacer a continuación|y ahora qué", relatedRole, "véase también|ver también|consulte también|temas relacionados|enlaces relacionados|información relacionada|recursos adicionales|más información|vea también|recursos relacionados",
		topicsRole, "temas|contenido|índice|en esta sección|en esta página|tabla de contenido"),
		verbs:         set(strings.Fields("abra haga seleccione elija escriba introduzca ingrese pulse presione cree guarde descargue instale inicie ejecute añada agregue elimine borre compruebe verifique copie pegue edite modifique configure active desactive cierre espere conecte vaya use utilice reinicie reemplace sustituya navegue acceda marque desmarque arrastre defina especifique confirme asegúrese revise complete siga realice repita abre haz selecciona elige escribe introduce pulsa presiona crea guarda descarga instala inicia ejecuta añade agrega elimina comprueba verifica copia pega edita modifica configura activa cierra espera conecta ve usa utiliza abrir hacer seleccionar elegir escribir introducir pulsar crear guardar descargar instalar iniciar ejecutar añadir agregar eliminar comprobar verificar copiar pegar editar configurar ir cambie cambia gire gira mueva mueve cargue carga suba sube envíe envía busque pruebe inserte retire quite ajuste ajusta asigne asigna importe importa exporte exporta cierra marca desmarca arrastra")...),
		openers:       set("luego", "después", "finalmente", "ahora", "opcionalmente", "primero", "por"),
		circumstances: set(strings.Fields("en para si a al desde cuando después antes una con de del tras bajo según")...), optional: []string{"opcional", "opcionalmente"}, alternatives: []string{"una de las siguientes", "uno de los siguientes", "una de estas", "opciones siguientes", "siguientes opciones"},
		controlVerbs: set(strings.Fields("elija seleccione clic pulse presione marque desmarque expanda selecciona elige pulsa active desactive")...), controlNouns: nouns("página|ventana|diálogo", "lista|pestaña|panel|sección|cuadro|campo|columna|botón|menú|opción|casilla|enlace|icono"),
		controlBefore: set("botón", "pestaña", "menú", "campo", "página", "sección", "lista", "panel", "opción", "en"), ahead: []string{"siguiente:", "siguientes", "la siguiente", "el siguiente", "a continuación", "como sigue"}, output: []string{"la salida", "salida similar"},
		outcome: []string{"ha creado correctamente", "ha completado", "ahora tiene", "enhorabuena", "felicidades", "resultado:"}, happens: []string{" se abre", " se abrirá", " aparece", " aparecerá", " se muestra", " se muestran", " se crea", " se guarda", " se ha creado"}, examples: []string{"por ejemplo", "ejemplo", "el siguiente ejemplo"}, next: []string{"para obtener más", "para más información", "a continuación,", "ahora puede", "consulte "}, tells: []string{"posibilidades:", "siguientes opciones", "características:", "capacidad", "recomendaciones", "reglas:", "principios", "ventajas", "razones", "consejos", "objetivos"}},

	"pt": {labels: labels(
		prereqRole, "pré-requisitos|pré-requisito|antes de começar|requisitos|antes de iniciar", contextRole, "contexto|sobre esta tarefa", stepsRole, "procedimento|etapas|passos|instruções",
		resultRole, "resultado|resultados|verificação|validação|resultado esperado", troubleRole, "solução de problemas|resolução de problemas", exampleRole, "exemplo|exemplos",
		postreqRole, "próximas etapas|próximos passos|próxima etapa|o que fazer a seguir|e agora", relatedRole, "veja também|consulte também|ver também|tópicos relacionados|links relacionados|informações relacionadas|recursos adicionais|mais informações|saiba mais",
		topicsRole, "tópicos|conteúdo|sumário|índice|nesta seção|nesta página"),
		verbs: set(strings.Fields("abra clique selecione escolha digite insira pressione crie salve grave baixe instale inicie execute adicione exclua remova apague verifique copie cole edite altere modifique configure ative desative feche aguarde espere conecte vá acesse use utilize reinicie substitua navegue marque desmarque arraste defina especifique confirme certifique siga faça repita abrir clicar selecionar escolher digitar inserir criar salvar baixar instalar iniciar executar adicionar excluir remover verificar copiar colar editar configurar ir troque gire mova envie carregue procure teste leia retire ajuste atribua importe exporte aperte toque confira habilite desabilite renomeie")...), clitics: set("se", "o", "a", "os", "as"),
		openers:       set("depois", "então", "finalmente", "agora", "opcionalmente", "primeiro", "em", "por"),
		circumstances: set(strings.Fields("em na no nas nos para se a ao à após antes desde quando com de do da sob depois")...), optional: []string{"opcional", "opcionalmente"}, alternatives: []string{"uma das seguintes", "um dos seguintes", "uma destas", "opções a seguir", "seguintes opções"},
		controlVerbs: set(strings.Fields("clique selecione escolha pressione marque desmarque expanda toque ative desative")...), controlNouns: nouns("página|janela|diálogo", "lista|guia|aba|painel|seção|caixa|campo|coluna|botão|menu|opção|link|ícone"), controlBefore: set("botão", "guia", "aba", "menu", "campo", "página", "seção", "lista", "painel", "opção", "em"),
		ahead: []string{"seguintes", "a seguir", "o seguinte", "a seguinte", "abaixo"}, output: []string{"a saída", "saída semelhante"}, outcome: []string{"você concluiu", "agora você tem", "parabéns", "resultado:", "você criou"}, happens: []string{" é aberta", " é aberto", " abre", " aparece", " é exibida", " é exibido", " são exibidos", " é criado", " é criada"},
		examples: []string{"por exemplo", "exemplo", "o exemplo a seguir"}, next: []string{"para obter mais", "para mais informações", "em seguida,", "agora você pode", "consulte "}},

	"it": {labels: labels(
		prereqRole, "prerequisiti|prerequisito|prima di iniziare|prima di cominciare|requisiti", contextRole, "contesto|informazioni su questa attività", stepsRole, "procedura|passaggi|passi|istruzioni",
		resultRole, "risultato|risultati|verifica|convalida|risultato atteso", troubleRole, "risoluzione dei problemi", exampleRole, "esempio|esempi", postreqRole, "passaggi successivi|passi successivi|fasi successive|operazioni successive|prossimi passi|cosa fare dopo",
		relatedRole, "vedi anche|vedere anche|argomenti correlati|link correlati|informazioni correlate|risorse aggiuntive|ulteriori informazioni|per saperne di più|collegamenti correlati", topicsRole, "argomenti|contenuto|sommario|indice|in questa sezione|in questa pagina"),
		verbs:         set(strings.Fields("apri aprire clicca cliccare fai fare fare seleziona selezionare scegli scegliere digita digitare inserisci inserire immetti immettere premi premere crea creare salva salvare scarica scaricare installa installare avvia avviare esegui eseguire aggiungi aggiungere elimina eliminare rimuovi rimuovere verifica verificare controlla controllare copia copiare incolla incollare modifica modificare configura configurare attiva attivare disattiva disattivare chiudi chiudere attendi attendere collega collegare vai andare accedi accedere usa usare utilizza utilizzare riavvia riavviare sostituisci sostituire passa passare specifica specificare conferma confermare trascina trascinare segui seguire ripeti ripetere aprite fate selezionate scegliete assicurati gira girare sposta spostare carica caricare invia inviare cerca cercare togli togliere imposta impostare rinomina rinominare importa importare esporta esportare regola")...),
		openers:       set("poi", "quindi", "infine", "ora", "facoltativamente", "prima"),
		circumstances: set(strings.Fields("in nel nella nello nei nelle su sul sulla per se a al alla dopo prima da dal dalla quando con di sotto una")...), optional: []string{"facoltativo", "opzionale", "facoltativamente", "opzionalmente", "facoltativa"}, alternatives: []string{"una delle seguenti", "uno dei seguenti", "una di queste", "seguenti opzioni", "opzioni seguenti"},
		controlVerbs: set(strings.Fields("clic clicca seleziona scegli premi selezionare scegliere premere tocca espandi attiva disattiva")...), controlNouns: nouns("pagina|finestra|dialogo", "elenco|scheda|riquadro|pannello|sezione|casella|campo|colonna|pulsante|menu|opzione|link|icona"), controlBefore: set("pulsante", "scheda", "menu", "campo", "pagina", "sezione", "elenco", "riquadro", "opzione", "in"),
		ahead: []string{"seguente", "seguenti", "di seguito", "come segue", "qui sotto"}, output: []string{"l'output", "output simile"}, outcome: []string{"hai completato", "ora hai", "congratulazioni", "risultato:", "hai creato"}, happens: []string{" si apre", " viene visualizzata", " viene visualizzato", " appare", " compare", " vengono visualizzati", " viene creato", " viene creata", " si avvia"},
		examples: []string{"ad esempio", "per esempio", "esempio", "il seguente esempio"}, next: []string{"per ulteriori", "per maggiori", "ora puoi", "vedere ", "nel passaggio successivo"}},

	"nl": {labels: labels(
		prereqRole, "vereisten|voorwaarden|voordat u begint|voordat je begint|randvoorwaarden|benodigdheden|voorbereiding", contextRole, "context|over deze taak", stepsRole, "procedure|stappen|werkwijze|instructies",
		resultRole, "resultaat|resultaten|verificatie|controle|verwacht resultaat", troubleRole, "problemen oplossen|probleemoplossing", exampleRole, "voorbeeld|voorbeelden", postreqRole, "volgende stappen|volgende stap|wat nu|wat nu?|hoe verder",
		relatedRole, "zie ook|gerelateerde onderwerpen|gerelateerde links|gerelateerde informatie|verwante onderwerpen|aanvullende bronnen|meer informatie|meer weten", topicsRole, "onderwerpen|inhoud|inhoudsopgave|in deze sectie|op deze pagina|in dit hoofdstuk"),
		verbs:         set(strings.Fields("open klik kies selecteer voer typ druk maak sla download installeer start voeg verwijder wis controleer kopieer plak bewerk wijzig configureer activeer schakel sluit wacht verbind ga gebruik herstart vervang navigeer vink sleep stel geef bevestig zorg volg doe herhaal log meld zet vul verplaats test bekijk zoek ontgrendel houd schrijf draai importeer exporteer hernoem laad lees stuur vergelijk kijk neem haal leg trek pas")...),
		openers:       set("vervolgens", "daarna", "dan", "nu", "eventueel", "eerst", "ten"),
		circumstances: set(strings.Fields("in op onder als om na voor wanneer met bij aan vanuit via uit naar van indien zodra")...), optional: []string{"optioneel", "facultatief"}, alternatives: []string{"een van de volgende", "één van de volgende", "volgende opties", "een van deze"},
		controlVerbs: set(strings.Fields("klik kies selecteer druk tik vink")...), controlNouns: nouns("pagina|venster|dialoogvenster", "lijst|tabblad|deelvenster|sectie|vak|veld|kolom|knop|menu|optie|selectievakje|koppeling|pictogram"), controlBefore: set("onder", "knop", "tabblad", "menu", "veld", "pagina", "sectie", "lijst", "optie"),
		ahead: []string{"het volgende", "de volgende", "hieronder", "als volgt"}, output: []string{"de uitvoer", "uitvoer ziet"}, outcome: []string{"u hebt nu", "je hebt nu", "gefeliciteerd", "resultaat:"}, happens: []string{" wordt geopend", " verschijnt", " verschijnen", " wordt weergegeven", " worden weergegeven", " opent", " wordt gemaakt", " wordt opgeslagen", " start."},
		examples: []string{"bijvoorbeeld", "voorbeeld", "het volgende voorbeeld"}, next: []string{"voor meer informatie", "zie ", "nu kunt u", "in de volgende stap"}},

	"ja": {labels: labels(
		prereqRole, "前提条件|始める前に|開始する前に|準備|要件|事前準備|必要なもの", contextRole, "このタスクについて|背景|概要", stepsRole, "手順|操作手順|ステップ", resultRole, "結果|確認|検証|動作確認", troubleRole, "トラブルシューティング", exampleRole, "例|使用例",
		postreqRole, "次のステップ|次の手順|次の作業|次にすること", relatedRole, "関連項目|関連情報|関連トピック|関連リンク|参考資料|参照|その他の参考資料|詳細情報|追加情報|参考", topicsRole, "トピック|目次|このセクションの内容|内容"),
		glued: true, closings: []string{"します", "してください", "します：", "ください", "選びます", "開きます", "押します", "行います", "入れます", "移ります", "進みます", "待ちます", "戻ります", "外します", "閉じます", "切ります", "書きます", "選択する", "クリックする", "入力する", "実行する", "開く", "押す", "作成する", "保存する", "確認する", "追加する", "削除する", "編集する", "設定する", "移動する", "コピーする", "インストールする", "ダウンロードする", "起動する", "変更する", "閉じる", "待つ", "入れる", "回す", "外す"}, openers: set("次に、", "続いて、", "最後に、"),
		optional: []string{"オプション", "任意", "省略可", "必要に応じて"}, alternatives: []string{"次のいずれか", "以下のいずれか", "いずれかを"}, controlBehind: []string{"をクリック", "を選択", "を選び", "を押", "をタップ", "をオン", "をオフ", "をダブルクリック", "を開"}, controlNouns: nouns("ページ|ウィンドウ|ダイアログ|画面", "リスト|タブ|ペイン|セクション|ボックス|フィールド|列|ボタン|メニュー|オプション|チェックボックス|欄"),
		ahead: []string{"次の", "以下の", "下記"}, output: []string{"出力", "次のように表示"}, outcome: []string{"これで", "結果："}, happens: []string{"が表示されます", "が開きます", "が作成されます", "が保存されます", "が開始されます", "が起動します", "が表示される"}, examples: []string{"例えば", "たとえば", "例"}, next: []string{"詳細については", "詳しくは", "次に、"}},

	"zh": {labels: labels(
		prereqRole, "先决条件|前提条件|前置条件|开始之前|准备工作|准备|前提|環境需求|先決條件|開始之前|必要條件", contextRole, "背景信息|关于此任务|背景|關於此工作", stepsRole, "步骤|操作步骤|过程|操作过程|步驟|程序|操作步驟", resultRole, "结果|验证|执行结果|結果|驗證", troubleRole, "故障排除|疑難排解|问题排查", exampleRole, "示例|例子|範例|例",
		postreqRole, "后续步骤|下一步|后续操作|接下来|後續步驟|接下來", relatedRole, "另请参阅|参见|另见|相关主题|相关链接|相关信息|其他资源|更多信息|参考资料|相关文档|相關主題|另請參閱|參考資料|更多資訊|相關連結", topicsRole, "主题|目录|内容|本节内容|主題|目錄"),
		glued: true, verbs: set(strings.Fields("打开 单击 点击 双击 右击 选择 输入 按 按下 创建 新建 保存 下载 安装 启动 运行 执行 添加 删除 移除 检查 验证 确认 复制 粘贴 编辑 修改 配置 设置 启用 禁用 关闭 等待 连接 转到 进入 导航 使用 重启 重新 替换 勾选 取消 拖动 指定 登录 访问 查看 上传 导入 导出 完成 返回 填写 将 把 选中 更换 确保 拖动 转动 旋转 拔下 插入 断开 向 移动 调整 发送 搜索 更新 升级 卸载 打開 按一下 點選 點擊 選擇 選取 輸入 建立 儲存 下載 安裝 啟動 執行 新增 刪除 檢查 驗證 確認 複製 貼上 編輯 設定 啟用 停用 關閉 登入 前往 開啟")...),
		openers: set("然后", "接着", "最后", "请", "现在", "再", "然後", "最後", "請"), circumstances: set("，", "中", "上", "下", "处", "后", "里", "内", "中，", "上，", "、", "從", "后，", "後，"),
		optional: []string{"可选", "选做", "（可选）", "可選", "選用", "选填"}, alternatives: []string{"以下操作之一", "下列操作之一", "以下选项之一", "执行以下任一", "其中一项"}, controlVerbs: set(), controlBehind: nil, controlNouns: nouns("页面|窗口|对话框|頁面|視窗", "列表|选项卡|窗格|部分|框|字段|列|按钮|菜单|选项|复选框|按鈕|功能表|欄位"),
		controlBefore: set("单击", "点击", "选择", "按", "双击", "勾选", "選擇", "點選", "按一下", "选中", "打开", "依次选择", "右击", "在", "点选"), ahead: []string{"以下", "下面", "下列", "如下"}, output: []string{"输出", "显示如下"}, outcome: []string{"您已成功", "现在您", "至此", "结果："}, happens: []string{"打开。", "将显示", "会显示", "出现", "已创建", "将打开", "会打开", "已保存", "显示。"}, examples: []string{"例如", "示例", "比如"}, next: []string{"有关详细信息", "有关更多", "接下来", "详情请"}},

	"ko": {labels: labels(
		prereqRole, "사전 요구 사항|사전 조건|전제 조건|시작하기 전에|필수 조건|요구 사항|준비 사항", contextRole, "배경|이 작업 정보|개요", stepsRole, "절차|단계|순서|프로시저", resultRole, "결과|확인|검증", troubleRole, "문제 해결", exampleRole, "예|예제|예시",
		postreqRole, "다음 단계|다음에 수행할 작업|후속 작업", relatedRole, "참고 항목|관련 주제|관련 링크|관련 정보|추가 리소스|추가 정보|참고 자료|참조|관련 항목|자세한 정보", topicsRole, "주제|목차|이 섹션의 내용|내용"),
		closings: []string{"합니다", "하십시오", "하세요", "십시오", "누릅니다", "엽니다", "세요", "입력", "클릭", "선택", "실행", "저장", "닫습니다", "고릅니다", "둡니다", "바꿉니다", "만듭니다", "기다립니다", "돌립니다", "뺍니다", "꽂습니다", "끕니다", "켭니다", "옮깁니다", "바꾸십시오", "다운로드", "추가", "삭제"}, verbs: set(), openers: set("그런", "다음", "이제"), circumstances: set(),
		optional: []string{"선택 사항", "선택사항", "옵션", "선택"}, alternatives: []string{"다음 중 하나", "중 하나를 수행"}, controlBehind: []string{"을 클릭", "를 클릭", "을 선택", "를 선택", "을 누", "를 누", "을 엽", "를 엽", "버튼을", "을(를) 선택", "을(를) 클릭"}, controlNouns: nouns("페이지|창|대화", "목록|탭|섹션|상자|필드|열|버튼|메뉴|옵션|확인란"),
		ahead: []string{"다음과 같", "다음 표", "다음 예", "아래", "다음은"}, output: []string{"출력", "다음과 같이 표시"}, outcome: []string{"이제 ", "결과:", "축하"}, happens: []string{"열립니다", "표시됩니다", "나타납니다", "생성됩니다", "저장됩니다", "시작됩니다"}, examples: []string{"예를 들어", "예:", "예제"}, next: []string{"자세한 내용은", "자세한 정보는", "다음 단계"}},
}

// labels makes a table of roles: a role, then its words with strokes between them, and so on.
func labels(pairs ...any) map[string]role {
	m := map[string]role{}
	for i := 0; i+1 < len(pairs); i += 2 {
		for w := range strings.SplitSeq(pairs[i+1].(string), "|") {
			m[w] = pairs[i].(role)
		}
	}
	return m
}

// nouns are the words beside the names of windows and of other controls, with the element for the name.
func nouns(windows, controls string) map[string]string {
	m := map[string]string{}
	for w := range strings.SplitSeq(windows, "|") {
		m[w] = "wintitle"
	}
	for w := range strings.SplitSeq(controls, "|") {
		m[w] = "uicontrol"
	}
	return m
}

// appendixWords begin the titles of appendices.
var appendixWords = map[string][]string{
	"en": {"appendix", "appendices", "annex", "annexes"}, "de": {"anhang", "anhänge"}, "fr": {"annexe", "annexes", "appendice", "appendices"},
	"es": {"apéndice", "apéndices", "anexo", "anexos"}, "pt": {"apêndice", "apêndices", "anexo", "anexos"}, "it": {"appendice", "appendici", "allegato", "allegati"},
	"nl": {"bijlage", "bijlagen", "appendix"}, "ja": {"付録", "付属"}, "zh": {"附录", "附錄"}, "ko": {"부록"},
}

// glossaryWords are the titles of glossaries.
var glossaryWords = map[string][]string{
	"en": {"glossary", "glossary of terms", "terms and definitions", "definitions of terms"}, "de": {"glossar", "begriffe", "begriffsverzeichnis"}, "fr": {"glossaire", "lexique"},
	"es": {"glosario", "glosario de términos"}, "pt": {"glossário", "glossário de termos"}, "it": {"glossario", "glossario dei termini"}, "nl": {"woordenlijst", "begrippenlijst", "verklarende woordenlijst"},
	"ja": {"用語集", "用語一覧"}, "zh": {"术语表", "词汇表", "術語表", "詞彙表", "术语", "名词解释"}, "ko": {"용어집", "용어 사전"},
}

// abbreviationTitles are the titles of lists of abbreviations.
var abbreviationTitles = map[string]string{"en": "Abbreviations", "de": "Abkürzungen", "fr": "Abréviations", "es": "Abreviaturas", "pt": "Abreviaturas", "it": "Abbreviazioni",
	"nl": "Afkortingen", "ja": "略語", "zh": "缩略语", "ko": "약어"}
