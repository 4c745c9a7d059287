jQuery(function ($) {
  var lookup = $("policy-lookup");

  $("[data-question]").on("click", function () {
    $('a[href="#policy"]').tab("show");
    lookup.attr("query", $(this).data("question"));
  });
  lookup.on("policy-lookup:search", function (event) {
    var detail = event.originalEvent.detail;
    $("#heard").text(detail.query + ": " + detail.num_hits);
  });
});
