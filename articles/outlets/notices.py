"""Lines that publishers print around their articles: appeals, notices, buttons, links to other pages."""

from articles.outlets.base import Pattern
from articles.text.blocks import Kind, Reason

# Each must match a whole paragraph.
NOTICES: tuple[tuple[Pattern, Kind | Reason], ...] = (
    (r"更多(?:报道|報導|内容|內容).{0,8}(?:详见|詳見|请见|請見)[：:].{0,80}", Reason.RELATED_LINKS),
    (r"推荐进入.{2,20}数据库.{0,80}", Reason.PROMOTION),
    (r".{0,12}(?:报料|爆料|新闻热线|新聞熱線)(?:电话|電話)?[：:]\s?[\d\s-]{6,20}", Reason.PROMOTION),
    (
        (
            r"[（(]?[^。]{0,20}未[经經](?:正式|书面|書面)?(?:授[权權]|[许許]可|允[许許]|同意)[，,]?(?:不得|严禁|嚴禁|禁止|[请請]勿)"
            r"[^。]{0,12}(?:[转轉][载載])[^。]{0,20}。?[)）]?"
        ),
        Reason.COPYRIGHT,
    ),
    (r"[（(]?尊重原[创創][，,].{0,40}[)）]?", Reason.COPYRIGHT),
    (r"(?:如需)?[转轉][载載][请請](?:注明|註明|来信|來信|联系|聯繫|保留).{0,50}", Reason.COPYRIGHT),
    (r"CC[ -]BY[\w .-]{0,20}(?:授[权權])?", Reason.COPYRIGHT),
    (
        r"[（(]?.{0,16}(?:[观觀][点點]|立[场場]).{0,12}不代表(?:本站|本[刊报報台臺]|本[网網]站?|本媒[体體]).{0,12}[)）]?",
        Reason.COPYRIGHT,
    ),
    (
        r"【[^】]{0,10}[征徵]稿】[\s\S]{0,160}|.{0,40}[来來投]稿[请請](?:寄|[发發]送)至.{4,120}",
        Reason.PROMOTION,
    ),
    (r".{0,30}一起加入.{0,10}不漏接.{0,20}", Reason.PROMOTION),
    (r"【加入[^】]{2,20}[会會][员員]】.{0,200}", Reason.PROMOTION),
    (
        r".{0,60}(?:[点點]我|[点點]此|按此)下[载載]\s?(?:APP|App|[应應]用).{0,40}",
        Reason.PROMOTION,
    ),
    (
        (
            r"如果[你您]喜[欢歡][这這本].{0,12}[，,].{0,8}(?:[请請]|[欢歡]迎|[别別]忘|不妨|可以)"
            r".{0,12}(?:分享|支持|[赞贊]助|捐|[订訂][阅閱]).{0,60}"
        ),
        Reason.PROMOTION,
    ),
    (
        r"[^“「]{0,40}需要[你您]的?支持.{0,20}(?:[会會][员員]|捐|[赞贊]助|[订訂][阅閱]).{0,40}",
        Reason.PROMOTION,
    ),
    (r"[你您]的(?:捐款|捐助|[赞贊]助).{0,8}(?:我[们們]|本站|本刊).{0,30}", Reason.PROMOTION),
    (r"#{2,6} .{0,10}\[[^\]]{1,200}\]\(https?://[^)]{4,300}\).{0,200}", Reason.PROMOTION),
    (r".{0,60}[请請](?:[发發]送|寄)[至到]\s?[\w.+-]+@[\w.-]+.{0,10}", Reason.PROMOTION),
    (r"Sign up (?:to|for) .{2,60}(?:email|newsletter|alerts?)\b.{0,80}", Reason.SUBSCRIPTION),
    (r"[订訂][阅閱](?:本刊|我[们們]|[电電]子[报報])|Subscribe(?: now| today)?", Reason.SUBSCRIPTION),
    (r"(?:LIKE|[点點按][赞讚]).{0,10}(?:[脸臉][书書]|Facebook|[专專][页頁]).{0,40}", Reason.SUBSCRIPTION),
    (r"[点點][击擊](?:上方|下方).{0,8}[蓝藍]字.{0,20}", Reason.SUBSCRIPTION),
    (r".{0,12}[点點][个個].{0,3}在看.{0,8}", Reason.SHARE),
    (r"(?:短|本文|文章)(?:[网網]址|[链鏈]接|[连連][结結])[：:]\s?https?://\S+", Reason.SHARE),
    (r"看完那?[这這]篇文章[你您]?[觉覺]得.{0,4}", Reason.SHARE),
    (r"Related:\s?.{2,140}|(?:也读|也讀|另[请請]参?[阅閱]?[读讀]?)[：:]\s?.{2,80}", Reason.RELATED_LINKS),
    (
        r"(?:相[关關])(?:[报報][道導导]|新[闻聞]|[阅閱][读讀])[：:]\s?\n[^。！？]{2,300}",
        Reason.RELATED_LINKS,
    ),
    (r"\w{2,6}相[关關][阅閱][读讀]\s?[：:]?", Reason.RELATED_LINKS),
    (r"[（(].{0,6}[标標][题題][为為系].{0,12}(?:擬|拟|加)。?[)）]", Reason.PAGE_FURNITURE),
    (r"[（(]即[时時]新[闻聞][)）]|View (?:the )?full version", Reason.PAGE_FURNITURE),
    (r"#[^\s#。，]{1,30}(?:\s+#[^\s#。，]{1,30}){1,11}|#[A-Za-z0-9_]{2,24}", Reason.PAGE_FURNITURE),
    (
        r"(?:.{2,12}\s·\s)?(?:[阅閱][读讀]|[浏瀏][览覽]|查看)(?:次[数數]|量)?\s?[：: ]\s?[\d.,]+[wW万萬]?",
        Reason.PAGE_FURNITURE,
    ),
    (r"\d{1,4}(?:\.\dK)? claps?|--", Reason.PAGE_FURNITURE),
    (r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\s?·\s?)?\d{1,3} min read", Reason.TIME_LINE),
    (r"由\s\S{1,20}\s[于於]\s.{0,16}\d{4}.{4,16}\s(?:[发發]表|[发發]布|提交)", Reason.TIME_LINE),
    (r"(?:添加|新增)新?(?:[评評][论論]|回[应應])", Reason.COMMENTS),
    (
        r"[^，。]{0,40}(?:[扫掃][码碼]|[长長]按)(?:即可?)?(?:[订訂][阅閱]?|[关關][注註]|入群|加群|加入)[^，。]{0,20}",
        Reason.PROMOTION,
    ),
    # What feeds and their tools hang onto an article.
    (r"This entry passed through the Full-Text RSS service[\s\S]*|Add to favourites", Reason.FEED_FOOTER),
    (
        r"(?:Filed under|Posted in|Tagged(?: with| as)?|Categories|Topics)\s?[:：]\s?[^。\n]{2,160}",
        Reason.FEED_FOOTER,
    ),
    (
        (
            r"(?:Share this|Like this|分享此文|分享[这這]篇文章|[赞讚][过過])\s?[:：]?"
            r"|(?:Like )?Loading(?:\.{3}|…)"
            r"|[载載]入中(?:\.{3}|…+)?"
            r"|喜[欢歡][载載加][入载載]中(?:\.{3}|…+)?"
        ),
        Reason.SHARE,
    ),
    # Posts of other sites that are framed: what the frame says, and who wrote what it holds.
    (
        (
            r"(?:View|See) this post on Instagram|在\s?Instagram\s?(?:查看|上查看).{0,12}|Loading (?:tweet"
            r"|post|video|chart)(?:\.{3}|…)"
        ),
        Reason.EMBED,
    ),
    (r"A post shared by .{1,120}|Posted by .{1,120} on [A-Z][a-z]{2,8}, .{4,30}", Kind.BYLINE),
    # What is left of a tag that the page closes twice.
    (r"[\"'>/\s]{1,4}", Reason.LABEL),
    (
        r"To view this video please enable JavaScript.{0,160}|[+＋]\d{1,3}|\d{1,2}:\d\d / \d{1,2}:\d\d",
        Reason.PLAYER,
    ),
    (
        (
            r"[请請]?[继繼][续續](?:往下|向下)(?:[阅閱][读讀]|[浏瀏][览覽]|看)(?:\.{3}|…*)|以下[为為]?[广廣]告.{0,6}"
            r"|[广廣]告[（(].{0,20}[)）]"
        ),
        Reason.ADVERTISEMENT,
    ),
    (
        (
            r"(?:首次上稿|更新[时時][间間]|[发發][布佈表][时時][间間]|最[后後]更新(?:[时時][间間])?"
            r"|出版[时時]?[间間]?)\s?[:：]?\s?[\d:/ .年月日-]{5,24}"
        ),
        Reason.TIME_LINE,
    ),
    (
        r"自[动動](?:更新|刷新)(?:已|中|每|[暂暫]停).{0,24}|(?:[点點][击擊]|按此)(?:刷新|查看最新|更新)[^。]{0,20}",
        Reason.PLAYER,
    ),
    # Buttons and appeals.
    (
        (
            r"(?:Follow|Following|Subscribed?|Sign (?:in|up|out)|Log in|Listen|Save|Open in app"
            r"|Get started)(?:Share)?"
        ),
        Reason.PAGE_FURNITURE,
    ),
    (
        (
            r"Share (?:this|on|via|with)\b[^.]{0,40}|Share [\u4e00-\u9fff]{2,20}|Leave a comment"
            r"|Refer a friend|Give a gift subscription|Start your Substack"
            r"|Powered by \w+"
        ),
        Reason.PAGE_FURNITURE,
    ),
    (
        (
            r"(?:[点點][击擊按]|按此|立即|[马馬]上|[扫掃][码碼]|免[费費]|[欢歡]迎)(?:[这這][里裡])?下[载載].{0,16}(?:APP|App|app"
            r"|[应應]用|客[户戶]端)[^。]{0,40}"
            r"|打[开開]\s?(?:APP|App).{0,30}|(?:展[开開]|查看)(?:全文|剩余.{0,8})"
        ),
        Reason.PROMOTION,
    ),
    (
        (
            r"(?:.{0,8}(?:[欢歡]迎|[请請]))?(?:加入|[关關][注註]|[订訂][阅閱]|追[踪蹤])(?:我[们們]|本[刊站台臺报報][网網]?).{0,8}"
            r"(?:Telegram|TG|[电電][报報]|微信|公[众眾][号號]|[频頻]道|群[组組]|[脸臉][书書]|Facebook|Twitter|推特|Instagram"
            r"|IG|YouTube|[电電]子[报報])[^”」]{0,80}"
        ),
        Reason.PROMOTION,
    ),
    (
        (
            r"(?:成[为為]|加入)(?:我[们們]的?)?[付订訂赞贊]?[费費阅閱助]?(?:[会會][员員]|人)[，,！!].{0,4}支持(?:我|本|[独獨]立|[优優][质質]"
            r"|深度).{0,80}"
        ),
        Reason.PROMOTION,
    ),
    (
        (
            r"喜[欢歡](?:[这這本]|我[们們的]).{0,12}[吗嗎]?[？?，,].{0,4}"
            r"(?:[请請]|[别別]忘|[记記]得|[欢歡]迎|成[为為][会會][员員]|不妨|[点點按]|去\s?(?:App|APP|[应應]用)).{0,60}"
        ),
        Reason.PROMOTION,
    ),
    (
        (
            r"If you (?:enjoyed|enjoy|liked|like|found|value) (?:this|my|our|what).{0,100}(?:follow"
            r"|subscribe|clap|share|support|consider|donat).{0,160}"
        ),
        Reason.PROMOTION,
    ),
    (
        r"(?:支持|[赞贊]助)我[们們]|[请請]我喝杯咖啡.{0,4}|[打赞讚][赏賞]|Support us|Donate",
        Reason.PROMOTION,
    ),
    (
        r"[订訂][阅閱][^的]{1,16}(?:[电電]子[报報]|[简簡][报報]|快[讯訊]|[周週][报報]|newsletter)(?:[，,！!]?[^的。]{0,40})",
        Reason.SUBSCRIPTION,
    ),
    (
        (
            r"(?:本[网網]?站|我[们們]).{0,8}使用\s?[Cc]ookies?.{0,160}"
            r"|We (?:and our partners )?use cookies.{0,300}"
        ),
        Reason.PAGE_FURNITURE,
    ),
    (
        r"我[们們]想[让讓][你您]知道的是|(?:[关關][键鍵][字词詞]|[标標][签籤]|TAGS?|Tags?)\s?[:：]?",
        Reason.LABEL,
    ),
    (r"本文[链鏈][接結]\s?[:：]\s?\S{4,300}|(?:本文)?版[权權][声聲]明\s?[:：].{4,160}", Reason.COPYRIGHT),
    # Where to read, hear and see more of it.
    (
        (
            r"(?:完整|更多)\w{0,12}[，,]?\s?[请請](?:收[看听聽]|[观觀]看|[锁鎖]定|[关關][注註])"
            r"[^。]{0,120}。?[\u200b\s=]{0,60}"
        ),
        Reason.RELATED_LINKS,
    ),
    # As a whole sentence, with its full stop, it may be the author's advice.
    (
        (
            r"(?:欲[览覽知悉]|[获獲]取|了解)?更多\w{0,12}[，,]?\s?[请請](?:[点點][击擊选選]|登[录錄入]|[访訪][问問]"
            r"|[浏瀏][览覽])[^。]{0,80}"
        ),
        Reason.RELATED_LINKS,
    ),
    (r"(?:[点點][击擊阅閱選选]|按)\s?(?:[视視][频頻]|影片|[图圖]片).{0,2}[收看][^。]{2,40}", Reason.PLAYER),
    (r".{0,12}本集(?:全部|完整)[内內]容[请請]看[^。]{0,80}", Reason.RELATED_LINKS),
    (
        r"[欢歡]迎(?:到|前往|[浏瀏][览覽])[^。]{2,40}[阅閱][读讀](?:英文|中文)?(?:原文|全文)。?",
        Reason.RELATED_LINKS,
    ),
    (
        r"[长長]按此[处處][\s，,]?[阅閱][读讀].{0,8}|全文[阅閱][读讀]|了解更多(?:\s?[：:])?|Read more here:?",
        Reason.RELATED_LINKS,
    ),
    (
        r"[^。，]{0,12}(?:更多|相[关關])(?:[报報][道導导]|文章)[：:]|(?:[参參]考|背景)[阅閱][读讀][：:]",
        Reason.RELATED_LINKS,
    ),
    (r"相[关關][\u4e00-\u9fff]{0,6}推[荐薦]\s?[：:]\s?[^。]{1,80}", Reason.RELATED_LINKS),
    (r"[-—]{0,3}\s?英文原文(?:[链鏈][接結])?[：:]\s?.{4,80}", Reason.RELATED_LINKS),
    (r"(?:[视視][频頻]|影片|直播)(?:[链鏈][接結]|地址)[：:]\s?https?://\S{4,200}", Reason.PLAYER),
    (r"[订訂][阅閱][^。，：:]{2,20}[：:]\s?https?://\S{4,200}", Reason.SUBSCRIPTION),
    (
        r"(?:全文|本文)?共?[约約]?\s?\d{2,6}\s?字[，,、\s|｜]{0,2}(?:[预預][计計])?(?:[阅閱][读讀]|[读讀]完).{0,6}\d{1,3}\s?分[钟鐘].{0,2}",
        Reason.TIME_LINE,
    ),
    (r"[欢歡]迎.{0,8}(?:分享|[转轉][发發])(?:[给給到至].{2,10})?", Reason.SHARE),
    (
        (
            r"[^。]{0,40}[长長]按[^。，]{0,14}二[维維][码碼][^。，]{0,10}"
            r"|微信[号號]\s?[：: ]\s?[\w-]{4,40}.{0,20}"
        ),
        Reason.PROMOTION,
    ),
    (
        r"(?:投稿|[联聯][系絡络]|商[务務]合作|爆料)(?:[邮郵]箱|信箱|[电電][话話]|微信)[：:].{4,60}",
        Reason.PROMOTION,
    ),
    (r"本(?:[栏欄]目|[专專][题題])由.{2,60}(?:主[办辦]|[赞贊]助|支持|呈[现現])。?", Reason.PROMOTION),
    (
        r"(?i:copyright)\s?(?:©|\(c\)|\d{4}).{0,60}|.{0,8}[图圖]片版[权權].{0,12}[归歸].{1,40}",
        Reason.COPYRIGHT,
    ),
    (r"[（(]?[^。，]{0,16}未[经經][^。，]{0,12}授[权權][，,]\s?不得[转轉][载載].{0,20}", Reason.COPYRIGHT),
    (r"(?:Photo|Photograph|Image|Illustration)s? (?:by|via|courtesy of) [^.]{2,80}", Reason.CREDIT),
    (
        r"[题題封][图圖面](?:[来來]源|[摄攝]影)?[：:].{2,40}|(?:[题題]|封面)[图圖]?(?:[来來]自|源自|出自)\s?[^。，]{2,30}",
        Reason.CREDIT,
    ),
    (
        r"[（(]本文作者[^。]{2,120}[)）]|本文作者[^。，]{2,16}(?:[系係为為是])[^。]{4,80}",
        Reason.AUTHOR_NOTE,
    ),
    (r"[（(]?[^。，“”]{2,40}[对對][本此]文(?:亦|也)?有[贡貢][献獻]。?[)）]?", Kind.BYLINE),
    (
        (
            r"[（(](?:以上)?(?:文章|[内內]容)?[转轉](?:[载載]|[载載]?自)[：: ]?.{2,30}[)）]"
            r"|本文[转轉](?:[载載]自?|自)[^。]{2,60}"
        ),
        Kind.BYLINE,
    ),
    (r"[完终終]\s?[／/].{4,40}(?:\n.{2,30})?", Reason.TIME_LINE),
    (r"文章[编編][号號]\s?[：:].{4,40}", Reason.PAGE_FURNITURE),
    (
        r"[(\[]?(?:Header|Cover|Featured?|Lead|Top) (?:image|photo|picture)s?\s?(?::|by|courtesy).{2,80}",
        Reason.CREDIT,
    ),
    (r"(?:Read|View|Open|Save|Listen) (?:on|in|with) [A-Z][\w ]{2,24}", Reason.PAGE_FURNITURE),
    (r"[＊*※]?\s?本文[经經][^。]{0,12}授[权權][^。]{0,6}[转轉][载載].{0,40}", Reason.COPYRIGHT),
    (r"本文(?:[内內]容)?首[发發][于於].{2,40}", Reason.COPYRIGHT),
    (r"[（(]新增[^。）)]{2,24}[)）]", Reason.PAGE_FURNITURE),
    # Around the pages of agencies, portals and papers abroad.
    (
        r"(?:文章|本文)?目[录錄次]\s?[:：]?|(?:Table of )?[Cc]ontents|On this page|In this article",
        Reason.MENU,
    ),
    (
        (
            r"返回(?:目[录錄]|首[页頁]|列表|上[级級一層层]|[顶頂]部)"
            r"|回(?:到|首)?(?:[顶頂]部|[页頁]首|首[页頁])|Back to (?:top|home).{0,4}"
        ),
        Reason.MENU,
    ),
    (r"(?:分享|[转轉][发發])(?:[到至给給])?\s?[:：](?:\s?[\w\u4e00-\u9fff]{1,10}){0,8}", Reason.SHARE),
    (r"[\[【(（]\s?(?i:read (?:next|more|also)|related|more)\b[^\n]{2,140}", Reason.RELATED_LINKS),
    (r"(?i:read next|also read|read also|see also|watch)\s?[:：]\s?.{2,140}", Reason.RELATED_LINKS),
    (r"(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|cn|tw|hk|jp|de|uk)", Reason.CREDIT),
    (r"[图圖]片?(?:均|皆)?(?:[来來]自|[来來]源[于於]?|出自|取自|引自|[选選]自).{2,40}", Reason.CREDIT),
    (r"Summary|Suggested Topics:.{0,80}|Share full article.{0,8}|Ad Feedback", Reason.PAGE_FURNITURE),
    (r"Sign up here\.?|A digest of the .{4,100} emailed .{4,80}", Reason.SUBSCRIPTION),
    (
        (
            r"(?:(?:[AÀ] )?[Ll]ire aussi|Lesen Sie auch|Lea también)\b.{0,140}|MORE [A-Z]{4,20} »"
            r"|(?:PHOTOS?|VIDEOS?|MORE|READ MORE|WATCH|SEE ALSO|RELATED)\s?: .{4,140}"
        ),
        Reason.RELATED_LINKS,
    ),
    (
        (
            r"Story Tools|Text Size:?|Continue Reading|\[\+\] Enlarge|Video Transcript|RELATED TOPICS"
            r"|GET ALERTS|(?i:right click (?:here )?to download)|Browse (?:Issues|the \w{4,20} Archive)"
        ),
        Reason.PAGE_FURNITURE,
    ),
    (
        (
            r"(?:[A-Z][\w.’'-]+ |staff |writers? |reporters? |correspondents? |editors? |producers? ){1,8}"
            r"(?:and (?:[A-Z][\w.’'-]+ ){1,4})?(?:reported|contributed) [^.]{4,140}\."
        ),
        Kind.BYLINE,
    ),
    (
        r"(?:[A-Z][\w.’'-]+ ){2,4}reported from [^.]{2,60}, and (?:[A-Z][\w.’'-]+ ){1,4}from [^.]{2,60}\.",
        Kind.BYLINE,
    ),
    (r"Notice: The content above .{4,400}", Reason.COPYRIGHT),
    (r"相[关關](?:[关關][键鍵])?(?:字[词詞]|[标標][签籤])\s?[：:﹕][^。]{1,80}", Reason.PAGE_FURNITURE),
    (r"上\s?/\s?下一[篇则則].{0,4}|今日.{0,4}[热熱][话話門门]", Reason.RELATED_LINKS),
    (r"(?:打印|列印)[时時][间間][：:].{4,30}", Reason.TIME_LINE),
    (r"(?:本文)?有[声聲][阅閱][读讀]|(?:[听聽]|朗[读讀])(?:新[闻聞]|全文|本文)", Reason.PLAYER),
    (
        r"[^。]{0,60}成[为為]\S{0,4}[会會][员員][，,]\s?支持我[们們][^。]{0,30}。?",
        Reason.PROMOTION,
    ),
    (r"To contact the (?:reporters?|editors?) (?:on|responsible) .{4,200}", Reason.PAGE_FURNITURE),
    (
        r"(?:Abonnieren Sie|Abonnez-vous|Suivez(?:-nous| toute)|Suscríbete|Inscrivez-vous|Assine)\b.{0,140}",
        Reason.SUBSCRIPTION,
    ),
    (r"(?:[展打][开開]|[显顯]示)(?:全文|更多)", Reason.PAGE_FURNITURE),
    (r"[\w.+-]{2,40}@[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}", Reason.PAGE_FURNITURE),
)
