"""Papers and sites of which no more is known than their name, their addresses and their zone."""

from articles.outlets.base import Outlet

_CHINA, _TAIPEI, _HONG_KONG = "Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong"

PAPERS: tuple[Outlet, ...] = (
    Outlet("The New York Times", ("nytimes.com",)),
    Outlet("The Guardian", ("theguardian.com",), zone="Europe/London"),
    Outlet("AP", ("apnews.com",), aliases=("AP News", "Associated Press")),
    Outlet("财新", ("caixin.com",), aliases=("财新网", "Caixin"), zone=_CHINA),
    Outlet("澎湃新闻", ("thepaper.cn",), aliases=("The Paper",), zone=_CHINA),
    Outlet("界面新闻", ("jiemian.com",), zone=_CHINA),
    Outlet("第一财经", ("yicai.com",), zone=_CHINA),
    Outlet("南方周末", ("infzm.com",), zone=_CHINA),
    Outlet("人民网", ("people.com.cn", "people.cn"), zone=_CHINA),
    Outlet("新华网", ("xinhuanet.com", "news.cn"), aliases=("新华社",), zone=_CHINA),
    Outlet("中国新闻网", ("chinanews.com", "chinanews.com.cn"), aliases=("中新网", "中新社"), zone=_CHINA),
    Outlet("环球网", ("huanqiu.com",), zone=_CHINA),
    Outlet("观察者网", ("guancha.cn",), zone=_CHINA),
    Outlet("自由時報", ("ltn.com.tw",), aliases=("自由时报",), zone=_TAIPEI),
    Outlet("聯合新聞網", ("udn.com",), aliases=("联合新闻网",), zone=_TAIPEI),
    Outlet("中時新聞網", ("chinatimes.com",), aliases=("中时新闻网", "中國時報"), zone=_TAIPEI),
    Outlet("明報", ("mingpao.com",), aliases=("明报",), zone=_HONG_KONG, title_suffix=r"\s?\(\d\d:\d\d\)$"),
    Outlet("香港01", ("hk01.com",), zone=_HONG_KONG),
)
